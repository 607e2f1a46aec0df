-- grain: one row per school stage, school year and scope of indicators
with scoped as (select * from {{ ref('int_stage_scoped') }}),

schools as (select * from {{ ref('int_school_profiled') }})

select
    cast(scoped.school_year as integer) as school_year,
    cast(scoped.county_id as string) as county_id,
    cast(scoped.school_id as string) as school_id,
    cast(schools.school_name as string) as school_name,
    cast(scoped.stage as string) as stage,
    cast(schools.school_type as string) as school_type,
    cast(schools.ownership as string) as ownership,
    cast(schools.urban_rural as string) as urban_rural,
    cast(scoped.scope_id as string) as scope_id,
    cast(scoped.is_in_scope as boolean) as is_in_scope,
    cast(scoped.scope_reason as string) as scope_reason
from scoped
inner join schools
    on
        scoped.county_id = schools.county_id
        and scoped.school_year = schools.school_year
        and scoped.school_id = schools.school_id
