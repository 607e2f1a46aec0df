-- grain: one row per group and school year of the county's register
with groups as (select * from {{ ref('dim_school_group') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(named.county_id as string) as county_id,
    cast(county.county_name as string) as county_name,
    cast(named.group_id as string) as group_id,
    cast(named.school_year as integer) as school_year,
    cast(
        cast(named.school_year as string)
        || '-'
        || cast(named.school_year + 1 as string) as string
    ) as school_year_name,
    cast(named.group_name as string) as group_name,
    cast(kind.name_zh as string) as group_type_name,
    cast(tightness.name_zh as string) as tightness_name,
    cast(lead.school_name as string) as lead_school_name,
    named.member_count,
    named.lead_plate_count,
    named.member_plate_count
from groups as named
inner join counties as county
    on
        named.county_id = county.county_id
        and named.school_year = county.school_year
left join codes as kind
    on kind.list_id = 'group_type' and named.group_type = kind.code
left join codes as tightness
    on tightness.list_id = 'tightness' and named.tightness = tightness.code
left join schools as lead
    on
        named.county_id = lead.county_id
        and named.lead_school_id = lead.school_id
        and named.school_year = lead.school_year
