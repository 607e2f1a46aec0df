-- grain: one row per school with a stage in scope, in the newest assessment cycle
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

places as (select * from {{ ref('dim_school_stage') }}),

schools as (select * from {{ ref('dim_school') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

assessed as (
    -- distinct: a school may have both stages
    select distinct
        county_id,
        school_id,
        school_year
    from places
    where is_in_scope
)

select
    cast(assessed.county_id as string) as county_id,
    cast(assessed.school_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    cast(
        {{ filled_sentence('head.name_zh', {
            'school': 'school.school_name',
            'kind': 'kind.name_zh',
            'year': 'cast(school.founded_year as string)',
        }) }} as string
    ) as school_head
from assessed
inner join newest_cycles as newest
    on
        assessed.county_id = newest.county_id
        and assessed.school_year = newest.statistics_school_year
inner join schools as school
    on
        assessed.county_id = school.county_id
        and assessed.school_id = school.school_id
        and assessed.school_year = school.school_year
inner join words as head
    on head.list_id = 'self_assessment' and head.code = 'head'
left join codes as kind
    on kind.list_id = 'school_type' and school.school_type = kind.code
