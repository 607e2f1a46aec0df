-- grain: one row per judged school stage, school year and indicator R1 to R7
-- every campus gives its stage's share of what is split, and its stage's own of the
-- rest; a school that lists several campuses gives what is split campus by campus
with members as (select * from {{ ref('int_school_member_counted') }}),

parts as (select * from {{ ref('indicator_part') }}),

indicators as (select * from {{ ref('indicator') }}),

figures as (select * from {{ ref('int_campus_figure_counted') }}),

campuses as (select * from {{ ref('int_campus_split') }}),

shared as (
    select
        member.county_id,
        member.school_year,
        member.school_id,
        member.stage,
        part.indicator_id,
        part.position,
        part.field,
        part.sign * coalesce(campus.amount, figure.amount) as amount,
        case
            when indicator.is_split
                then coalesce(campus.split_weight, member.split_weight)
            else 1
        end as share,
        case when indicator.is_split then member.missing_field end as pupil_field
    from members as member
    inner join parts as part
        on member.stage = part.stage
    inner join indicators as indicator
        on part.indicator_id = indicator.indicator_id
    left join figures as figure
        on
            member.county_id = figure.county_id
            and member.school_year = figure.school_year
            and member.member_school_id = figure.school_id
            and part.field = figure.field
    left join campuses as campus
        on
            indicator.is_split
            and member.county_id = campus.county_id
            and member.school_year = campus.school_year
            and member.member_school_id = campus.school_id
            and member.stage = campus.stage
            and part.field = campus.field
)

select
    county_id,
    school_year,
    school_id,
    stage,
    indicator_id,
    {{ exact_sum('amount * share') }} as known_amount,
    coalesce(
        -- position first, so that the first field of the formula is named
        substr(
            min(case when amount is null then cast(position as string) || field end), 2
        ),
        min(pupil_field)
    ) as missing_field
from shared
group by county_id, school_year, school_id, stage, indicator_id
