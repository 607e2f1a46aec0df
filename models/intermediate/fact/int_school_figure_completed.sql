-- grain: one row per school, school year and figure that an indicator is made of
-- what stands only as a total for all stages is made a figure of each where it can be,
-- or is to be shared out by pupils where the county chose so (standard.md 12.6); what
-- only a relaxed rule counts may be left blank
with figures as (select * from {{ ref('int_school_figure_listed') }}),

parts as (select * from {{ ref('indicator_part') }}),

stages as (select * from {{ ref('int_school_stage_listed') }}),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'stageless_total'
),

wanted as (
    -- distinct: an area belongs to two indicators and two stages
    select distinct
        field,
        total_field,
        school_flag <> 'none' as is_optional,
        case when total_field is not null then stage end as stage
    from parts
),

lone_stages as (
    select
        county_id,
        school_year,
        school_id,
        min(stage) as stage
    from stages
    group by county_id, school_year, school_id
    having count(*) = 1
),

joined as (
    select
        figures.county_id,
        figures.school_year,
        figures.school_id,
        figures.field,
        total.amount as total_amount,
        wanted.is_optional,
        {{ figure_of_stage(
            'figures.amount', 'total.amount', 'lone.school_id is not null'
        ) }} as stage_amount,
        choice.value = 'by_pupils' and wanted.stage is not null as is_dividable
    from figures
    inner join wanted
        on figures.field = wanted.field
    left join figures as total
        on
            figures.county_id = total.county_id
            and figures.school_year = total.school_year
            and figures.school_id = total.school_id
            and wanted.total_field = total.field
    left join lone_stages as lone
        on
            figures.county_id = lone.county_id
            and figures.school_year = lone.school_year
            and figures.school_id = lone.school_id
            and wanted.stage = lone.stage
    left join choices as choice
        on
            figures.county_id = choice.county_id
            and figures.school_year = choice.school_year
)

select
    county_id,
    school_year,
    school_id,
    field,
    case
        when stage_amount is not null then stage_amount
        when total_amount is null and is_optional then 0
        when is_dividable then total_amount
    end as amount,
    coalesce(
        stage_amount is null and total_amount is not null and is_dividable, false
    ) as is_shared
from joined
