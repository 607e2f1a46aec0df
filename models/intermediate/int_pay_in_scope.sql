{{ config(materialized='ephemeral') }}
-- grain: one row per teacher, school and finance year that salary parity is about
-- public schools with a compulsory stage, teachers of such a stage, paid for some
-- months
with scopes as (select * from {{ ref('indicator_scope') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

payroll as (select * from {{ ref('stg_payroll') }}),

schools as (select * from {{ ref('dim_school') }}),

scope as (
    select * from scopes
    where scope_id = 'G8'
),

compulsory as (
    -- distinct: a nine-year school has two stages
    select distinct school_type from type_stages
    where is_judged
)

select
    pay.county_id,
    cast(pay.finance_year as integer) as finance_year,
    pay.teacher_token,
    pay.school_id,
    pay.stage,
    school.urban_rural,
    pay.title,
    pay.month_count
from payroll as pay
inner join schools as school
    on
        pay.county_id = school.county_id
        and pay.school_id = school.school_id
        and pay.finance_year = school.school_year
inner join compulsory
    on school.school_type = compulsory.school_type
cross join scope
where
    pay.person_category = 'teacher'
    and pay.stage in ('primary', 'junior')
    and pay.month_count > 0
    and (scope.includes_private or not school.is_private)
