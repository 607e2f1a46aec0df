-- grain: one row per judged school stage, school year and indicator R1 to R7
-- every campus gives its stage's share of what is split, and its stage's own of the
-- rest; a school that lists several campuses gives what is split campus by campus;
-- what only a relaxed rule counts is in where that rule judges
with members as (select * from {{ ref('int_school_member_counted') }}),

parts as (select * from {{ ref('indicator_part') }}),

indicators as (select * from {{ ref('indicator') }}),

relaxations as (select * from {{ ref('int_relaxation_resolved') }}),

figures as (select * from {{ ref('int_campus_figure_counted') }}),

campuses as (select * from {{ ref('int_campus_split') }}),

joined as (
    select
        member.county_id,
        member.school_year,
        member.school_id,
        member.stage,
        part.indicator_id,
        part.position,
        part.field,
        part.sign,
        part.sign * coalesce(campus.amount, figure.amount) as amount,
        coalesce(figure.is_shared, false) as is_estimated,
        indicator.is_split or coalesce(figure.is_shared, false) as is_shared,
        coalesce(campus.split_weight, member.split_weight) as split_weight,
        member.missing_field
    from members as member
    inner join parts as part
        on member.stage = part.stage
    inner join indicators as indicator
        on part.indicator_id = indicator.indicator_id
    left join relaxations as relaxation
        on
            member.county_id = relaxation.county_id
            and member.school_year = relaxation.school_year
            and member.school_id = relaxation.school_id
            and member.stage = relaxation.stage
            and part.indicator_id = relaxation.indicator_id
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
    where part.school_flag in ('none', relaxation.school_flag)
),

shared as (
    select
        *,
        case when is_shared then split_weight else 1 end as share,
        case when is_shared then missing_field end as pupil_field
    from joined
),

summed as (
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
                min(
                    case when amount is null then cast(position as string) || field end
                ),
                2
            ),
            min(pupil_field)
        ) as missing_field,
        count(case when share is null or amount is null and sign < 0 then 1 end)
            as unknown_less_count,
        count(case when share is null or amount is null and sign > 0 then 1 end)
            as unknown_more_count,
        max(case when is_estimated then 1 else 0 end) = 1 as is_estimated
    from shared
    group by county_id, school_year, school_id, stage, indicator_id
)

select
    county_id,
    school_year,
    school_id,
    stage,
    indicator_id,
    known_amount,
    case when unknown_less_count = 0 then coalesce(known_amount, 0) end as least_amount,
    case when unknown_more_count = 0 then coalesce(known_amount, 0) end as most_amount,
    missing_field,
    is_estimated
from summed
