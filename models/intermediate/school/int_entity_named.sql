-- grain: one row per county and entity that a report names, by its newest name
with counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

school_groups as (select * from {{ ref('dim_school_group') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

dated as (
    select
        county_id,
        'county' as entity_type,
        county_id as entity_id,
        county_name as entity_name,
        school_year
    from counties
    union all
    select
        county_id,
        'school' as entity_type,
        school_id as entity_id,
        school_name as entity_name,
        school_year
    from schools
    union all
    select
        county_id,
        'group' as entity_type,
        group_id as entity_id,
        group_name as entity_name,
        school_year
    from school_groups
    union all
    select
        county_id,
        'district' as entity_type,
        group_id as entity_id,
        group_name as entity_name,
        school_year
    from school_groups
    where group_type = 'district'
),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, entity_type, entity_id
            order by school_year desc
        ) as preference
    from dated
),

newest as (
    select * from ordered
    where preference = 1
)

select
    county_id,
    entity_type,
    entity_id,
    entity_name
from newest
union all
select
    newest.county_id,
    code.list_id as entity_type,
    code.code as entity_id,
    code.name_zh as entity_name
from newest
cross join codes as code
where newest.entity_type = 'county' and code.list_id in ('stage', 'subject')
union all
select
    newest.county_id,
    'stratum' as entity_type,
    newest.county_id || '|' || word.code as entity_id,
    word.name_zh as entity_name
from newest
cross join words as word
where newest.entity_type = 'county' and word.list_id = 'urban_rural'
