-- grain: one row per school, compulsory stage and school year
with school_stage_scopeds as (select * from {{ ref('int_school_stage_scoped') }}),

scoped as (
    select * from school_stage_scopeds
    where is_judged
),

merged as (select * from {{ ref('int_school_stage_merged') }}),

campuses as (select * from {{ ref('int_campus_stage_split') }}),

schools as (select * from {{ ref('int_school_profiled') }})

select
    cast(
        scoped.school_id || '|' || scoped.stage
        || '|' || cast(scoped.school_year as string) as string
    ) as school_stage_key,
    cast(scoped.school_year as integer) as school_year,
    cast(scoped.county_id as string) as county_id,
    cast(scoped.school_id as string) as school_id,
    cast(schools.school_name as string) as school_name,
    cast(scoped.stage as string) as stage,
    cast(schools.school_type as string) as school_type,
    cast(schools.ownership as string) as ownership,
    cast(schools.urban_rural as string) as urban_rural,
    cast(merged.pupil_count as integer) as pupil_count,
    cast(campuses.split_weight as double) as split_weight,
    cast(scoped.is_split as boolean) as is_split,
    cast(scoped.scope_reason in ('in_scope', 'profile_missing') as boolean)
        as is_in_scope,
    cast(scoped.scope_reason as string) as scope_reason
from scoped
inner join merged
    on
        scoped.county_id = merged.county_id
        and scoped.school_year = merged.school_year
        and scoped.school_id = merged.school_id
        and scoped.stage = merged.stage
inner join campuses
    on
        scoped.county_id = campuses.county_id
        and scoped.school_year = campuses.school_year
        and scoped.school_id = campuses.school_id
        and scoped.stage = campuses.stage
inner join schools
    on
        scoped.county_id = schools.county_id
        and scoped.school_year = schools.school_year
        and scoped.school_id = schools.school_id
