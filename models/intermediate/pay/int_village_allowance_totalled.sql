-- grain: one row per county, finance year and school that a village allowance is for
-- in a village, on the county's form, or paid to somebody
with schools as (select * from {{ ref('int_village_allowance_school') }}),

teachers as (select * from {{ ref('int_village_allowance_teacher') }}),

totals as (
    select
        county_id,
        finance_year,
        school_id,
        count(*) as teacher_head_count,
        count(case when paid_yuan <> 0 then 1 end) as paid_head_count,
        sum(month_count) as teacher_person_months,
        max(case when is_open then 1 else 0 end) as is_open,
        sum(due_yuan) as due_yuan,
        sum(paid_yuan) as paid_yuan,
        max(paid_yuan) as largest_yuan,
        count(case when paid_yuan < due_yuan then 1 end) as below_tier_count,
        sum(case when paid_yuan < due_yuan then due_yuan - paid_yuan else 0 end)
            as shortage_yuan
    from teachers
    group by county_id, finance_year, school_id
)

select
    school.*,
    total.teacher_head_count,
    total.paid_head_count,
    total.teacher_person_months,
    total.is_open = 1 as is_open,
    total.due_yuan,
    total.paid_yuan,
    total.largest_yuan,
    total.below_tier_count,
    total.shortage_yuan
from totals as total
inner join schools as school
    on
        total.county_id = school.county_id
        and total.finance_year = school.finance_year
        and total.school_id = school.school_id
where school.urban_rural = 'village' or school.is_given or total.paid_yuan <> 0
