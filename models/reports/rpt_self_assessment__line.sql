-- grain: one row per school in scope and line of its self-assessment, in the newest
-- assessment cycle
with resources as (select * from {{ ref('int_self_resource_told') }}),

others as (select * from {{ ref('int_self_school_told') }}),

schools as (select * from {{ ref('rpt_self_assessment__school') }}),

lines as (select * from {{ ref('self_assessment_line') }}),

told as (
    select * from resources
    union all
    select * from others
)

select
    cast(told.county_id as string) as county_id,
    cast(told.school_id as string) as school_id,
    cast(told.line as integer) as line,
    cast(lines.group_zh as string) as group_name,
    cast(told.item as string) as item,
    cast(told.sentence as string) as sentence,
    cast(told.verdict as string) as verdict
from told
-- only schools that are assessed
inner join schools
    on told.county_id = schools.county_id and told.school_id = schools.school_id
inner join lines
    on told.line = lines.line
