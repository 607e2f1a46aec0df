{% set numbers = ['1', '2', '3', '4', '5', '6', '7'] %}
-- grain: one row per school stage in the newest assessment cycle, as in the national
-- form II-2
with schools as (select * from {{ ref('rpt_balance__school_resource') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

places as (select * from {{ ref('dim_school_stage') }}),

parts as (select * from {{ ref('school_type_stage') }}),

words as (select * from {{ ref('display_word') }}),

types as (
    select
        school_type,
        count(*) as stage_count
    from parts
    group by school_type
)

select
    cast(schools.county_id as string) as county_id,
    cast(schools.county_name as string) as county_name,
    cast(schools.school_id as string) as school_id,
    cast(schools.stage as string) as stage,
    cast(
        row_number() over (
            partition by schools.county_id, schools.stage
            order by schools.school_id
        ) as integer
    ) as position,
    cast(
        schools.school_name || coalesce(part.name_zh, '') as string
    ) as school_name,
    cast(place.ownership as string) as ownership,
    cast(schools.pupil_count as integer) as pupil_count,
    cast(schools.grade_count as integer) as grade_count,
    cast(schools.class_count as integer) as class_count,
    {% for number in numbers -%}
        cast(schools.r{{ number }}_value as decimal(18, 2)) as r{{ number }},
    {% endfor -%}
    cast(schools.verdict as string) as verdict,
    cast(schools.remark as string) as remark
from schools
inner join newest_cycles as newest
    on schools.county_id = newest.county_id
inner join places as place
    on
        schools.county_id = place.county_id
        and newest.statistics_school_year = place.school_year
        and schools.school_id = place.school_id
        and schools.stage = place.stage
        and place.is_in_scope
inner join types
    on place.school_type = types.school_type
left join words as part
    on
        part.list_id = 'school_part'
        and schools.stage = part.code
        and types.stage_count > 1
