-- grain: one row per county, finance year, definition and category of pay
-- the categories of a definition add up to its gap; where that is not known, no part is
with salaries as (
    select * from {{ ref('int_salary_compared') }}
    where stratum_type = 'all'
),

definitions as (select * from {{ ref('pay_definition') }}),

pay_components as (select * from {{ ref('pay_component') }}),

payments as (select * from {{ ref('int_pay_category') }}),

civil_amounts as (select * from {{ ref('int_civil_servant_pay_counted') }}),

withheld as (
    select * from {{ ref('int_salary_withheld') }}
    where stratum_type = 'category'
),

listed as (
    select
        salary.county_id,
        salary.finance_year,
        salary.definition,
        inclusion.category,
        {{ joined_text(
            "case when inclusion.side = 'teacher' then inclusion.component end",
            '|',
            'inclusion.component'
        ) }} as teacher_components,
        {{ joined_text(
            "case when inclusion.side = 'civil_servant' then inclusion.component end",
            '|',
            'inclusion.component'
        ) }} as civil_servant_components
    from salaries as salary
    inner join definitions as definition
        on salary.definition = definition.definition
    inner join pay_components as inclusion
        on
            definition.component_set = inclusion.component_set
            and {{ holds_on('inclusion', "make_date(salary.finance_year, 1, 1)") }}
    where inclusion.is_included
    group by
        salary.county_id, salary.finance_year, salary.definition, inclusion.category
),

paid as (
    select
        county_id,
        finance_year,
        definition,
        category,
        cast(sum(total_yuan) as decimal(20, 2)) as total_yuan
    from payments
    group by county_id, finance_year, definition, category
),

paid_servants as (
    select
        county_id,
        finance_year,
        definition,
        category,
        cast(sum(amount_yuan) as decimal(20, 2)) as total_yuan
    from civil_amounts
    group by county_id, finance_year, definition, category
),

compared as (
    select
        listed.*,
        salary.reason,
        salary.teacher_person_months,
        salary.civil_person_months,
        case
            when salary.teacher_total_yuan is not null
                then coalesce(paid.total_yuan, cast(0 as decimal(20, 2)))
        end as teacher_total_yuan,
        case
            when salary.civil_total_yuan is not null
                then coalesce(civil.total_yuan, cast(0 as decimal(20, 2)))
        end as civil_total_yuan,
        withheld.is_withheld
    from listed
    inner join salaries as salary
        on {{ same_pay('listed', 'salary') }}
    left join paid
        on
            {{ same_pay('listed', 'paid') }}
            and listed.category = paid.category
    left join paid_servants as civil
        on
            {{ same_pay('listed', 'civil') }}
            and listed.category = civil.category
    left join withheld
        on
            {{ same_pay('listed', 'withheld') }}
            and listed.category = withheld.stratum
)

select
    cast(county_id as string) as county_id,
    cast(finance_year as integer) as finance_year,
    cast(definition as string) as definition,
    cast(category as string) as category,
    cast(teacher_components as string) as teacher_components,
    cast(civil_servant_components as string) as civil_servant_components,
    cast(teacher_total_yuan as decimal(18, 2)) as teacher_total_yuan,
    {{ ratio('12 * teacher_total_yuan', 'teacher_person_months') }}
        as teacher_average_yuan,
    cast(civil_total_yuan as decimal(18, 2)) as civil_servant_total_yuan,
    {{ ratio('12 * civil_total_yuan', 'civil_person_months') }}
        as civil_servant_average_yuan,
    {{ ratio(
        '12 * (civil_total_yuan * teacher_person_months'
        ~ ' - teacher_total_yuan * civil_person_months)',
        'civil_person_months * teacher_person_months'
    ) }} as gap_per_head_yuan,
    cast(reason as string) as reason,
    -- what nobody gets is no person's
    cast(coalesce(is_withheld, false) as boolean) as is_suppressed
from compared
