-- grain: one row per school, school year and figure that an indicator is made of
-- what stands only as a total for all stages is made a figure of each where it can be
with figures as (select * from {{ ref('int_school_figure_listed') }}),

parts as (select * from {{ ref('indicator_part') }}),

stages as (select * from {{ ref('int_school_stage_listed') }}),

wanted as (
    -- distinct: an area belongs to two indicators and two stages
    select distinct
        field,
        total_field,
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
)

select
    figures.county_id,
    figures.school_year,
    figures.school_id,
    figures.field,
    {{ figure_of_stage(
        'figures.amount', 'total.amount', 'lone.school_id is not null'
    ) }} as amount
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
