-- grain: one row per school, school year and form that is in force for it
with schools as (select * from {{ ref('int_school_reconciled') }}),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective
)

-- by the school itself, or by the county for all its schools
select
    schools.county_id,
    schools.school_year,
    schools.school_id,
    received.form
from schools
inner join received
    on
        schools.county_id = received.county_id
        and cast(schools.school_year as string) = received.period
        and schools.school_id = received.sender_id
union distinct
select
    schools.county_id,
    schools.school_year,
    schools.school_id,
    received.form
from schools
inner join received
    on
        schools.county_id = received.county_id
        and cast(schools.school_year as string) = received.period
        and schools.county_id = received.sender_id
