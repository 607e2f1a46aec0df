-- grain: one row per judged school stage, school year and indicator R1 to R7
-- the amount of the whole campus where the indicator is split, of the stage otherwise
with members as (select * from {{ ref('int_school_member_counted') }}),

parts as (select * from {{ ref('indicator_part') }}),

indicators as (select * from {{ ref('indicator') }}),

figures as (select * from {{ ref('int_school_figure_listed') }})

select
    member.county_id,
    member.school_year,
    member.school_id,
    member.stage,
    part.indicator_id,
    cast(sum(part.sign * figure.amount) as decimal(18, 2)) as known_amount,
    -- position first, so that the first field of the formula is named
    substr(min(
        case
            when figure.amount is null then cast(part.position as string) || part.field
        end
    ), 2) as missing_field
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
where member.has_stage or indicator.is_split
group by
    member.county_id,
    member.school_year,
    member.school_id,
    member.stage,
    part.indicator_id
