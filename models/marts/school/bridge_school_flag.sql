-- grain: one row per school, school year and kind of school that it is, or says it is
with flagged as (select * from {{ ref('int_school_flagged') }}),

flags as (select * from {{ ref('school_flag') }}),

schools as (select * from {{ ref('int_school_profiled') }})

select
    cast(flagged.school_year as integer) as school_year,
    cast(flagged.county_id as string) as county_id,
    cast(flagged.school_id as string) as school_id,
    cast(schools.school_name as string) as school_name,
    cast(schools.school_type as string) as school_type,
    cast(schools.ownership as string) as ownership,
    cast(schools.urban_rural as string) as urban_rural,
    cast(flagged.school_flag as string) as school_flag,
    cast(flags.name_zh as string) as school_flag_name,
    cast(flagged.is_declared as boolean) as is_declared,
    cast(flagged.is_held as boolean) as is_held
from flagged
inner join flags
    on flagged.school_flag = flags.school_flag
inner join schools
    on
        flagged.county_id = schools.county_id
        and flagged.school_year = schools.school_year
        and flagged.school_id = schools.school_id
