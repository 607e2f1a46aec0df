-- grain: one row per county and entity that a report names, by its newest name
with countys as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

school_groups as (select * from {{ ref('dim_school_group') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

counties as (
    select
        county_id,
        max(school_year) as school_year,
        max(county_name) as county_name
    from countys
    group by county_id
)

select
    county_id,
    'county' as entity_type,
    county_id as entity_id,
    county_name as entity_name
from counties
union all
select
    school.county_id,
    'school' as entity_type,
    school.school_id as entity_id,
    max(school.school_name) as entity_name
from schools as school
group by school.county_id, school.school_id
union all
select
    member.county_id,
    'group' as entity_type,
    member.group_id as entity_id,
    max(member.group_name) as entity_name
from school_groups as member
group by member.county_id, member.group_id
union all
select
    counties.county_id,
    code.list_id as entity_type,
    code.code as entity_id,
    code.name_zh as entity_name
from counties
cross join codes as code
where code.list_id in ('stage', 'subject')
union all
select
    counties.county_id,
    'stratum' as entity_type,
    counties.county_id || '|' || word.code as entity_id,
    word.name_zh as entity_name
from counties
cross join words as word
where word.list_id = 'urban_rural'
