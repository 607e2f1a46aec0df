-- grain: one row per school on the list of a school year for which the county handed in
-- its designations
-- of a list with rows that went back nobody knows who else should be on it
with registers as (
    select * from {{ ref('stg_submission') }}
    where form = 'school_designation' and is_effective
),

designations as (select * from {{ ref('stg_school_designation') }}),

schools as (select * from {{ ref('dim_school') }})

select
    school.county_id,
    school.school_year,
    school.school_id,
    coalesce(
        named.designation, case when register.rows_rejected = 0 then 'none' end
    ) as designation
from registers as register
inner join schools as school
    on
        register.county_id = school.county_id
        and register.period = cast(school.school_year as string)
left join designations as named
    on
        school.county_id = named.county_id
        and school.school_year = named.school_year
        and school.school_id = named.school_id
