{% set components = [
    'post_salary', 'grade_salary', 'teaching_raise', 'seniority_allowance',
    'basic_performance', 'reward_performance', 'year_end_bonus', 'township_allowance',
    'rural_teacher_allowance', 'head_teacher_allowance', 'after_school_pay',
    'reform_subsidy',
] %}
-- grain: one row per person, school, finance year, year of payment and component of pay
-- a blank cell has no row
with payroll as (select * from {{ ref('stg_payroll') }}),

amounts as (
    {% for component in components -%}
        select
            teacher_token,
            finance_year,
            -- paid in the year itself unless the row says otherwise
            coalesce(payment_year, finance_year) as payment_year,
            county_id,
            school_id,
            '{{ component }}' as component,
            {{ component }}_yuan as amount_yuan
        from payroll
        {% if not loop.last %}union all{% endif %}
    {% endfor -%}
)

select
    cast(teacher_token as string) as teacher_token,
    cast(finance_year as integer) as finance_year,
    cast(payment_year as integer) as payment_year,
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(component as string) as component,
    cast(amount_yuan as decimal(14, 2)) as amount_yuan
from amounts
where amount_yuan is not null
