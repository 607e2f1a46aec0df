-- grain: one row per county, finance year, definition and stratum
with salaries as (select * from {{ ref('int_salary_compared') }}),

withheld as (select * from {{ ref('int_salary_withheld') }}),

staff_counts as (select * from {{ ref('int_staff_stratum_counted') }}),

components as (select * from {{ ref('int_pay_component_listed') }}),

compared as (
    select
        salary.*,
        staff.head_count,
        component.year_basis,
        component.staff,
        component.teacher_components,
        component.civil_servant_components,
        withheld.is_withheld
    from salaries as salary
    inner join components as component
        on
            salary.finance_year = component.finance_year
            and salary.definition = component.definition
    left join staff_counts as staff
        on
            salary.county_id = staff.county_id
            and salary.finance_year = staff.school_year
            and component.staff = staff.staff
            and salary.stratum_type = staff.stratum_type
            and salary.stratum = staff.stratum
    left join withheld
        on
            salary.county_id = withheld.county_id
            and salary.finance_year = withheld.finance_year
            and salary.definition = withheld.definition
            and salary.stratum_type = withheld.stratum_type
            and salary.stratum = withheld.stratum
)

select
    cast(county_id as string) as county_id,
    cast(finance_year as integer) as finance_year,
    cast(definition as string) as definition,
    cast(stratum_type as string) as stratum_type,
    cast(stratum as string) as stratum,
    cast(year_basis as string) as year_basis,
    cast(staff as string) as staff,
    cast(teacher_components as string) as teacher_components,
    cast(civil_servant_components as string) as civil_servant_components,
    cast(teacher_head_count as integer) as teacher_head_count,
    cast(teacher_person_months as decimal(12, 1)) as teacher_person_months,
    cast(teacher_total_yuan as decimal(18, 2)) as teacher_total_yuan,
    {{ ratio('12 * teacher_total_yuan', 'teacher_person_months') }}
        as teacher_average_yuan,
    cast(civil_person_months as decimal(12, 1)) as civil_servant_person_months,
    cast(civil_total_yuan as decimal(18, 2)) as civil_servant_total_yuan,
    {{ ratio('12 * civil_total_yuan', 'civil_person_months') }}
        as civil_servant_average_yuan,
    {{ ratio('teacher_product', 'civil_product') }} as ratio,
    {{ ratio(
        '12 * (civil_product - teacher_product)',
        'civil_person_months * teacher_person_months'
    ) }} as gap_per_head_yuan,
    {{ ratio('civil_product - teacher_product', 'civil_person_months') }}
        as gap_total_yuan,
    {{ ratio('missing_product', 'civil_person_months') }} as cost_to_close_yuan,
    cast(head_count as integer) as roster_head_count,
    {{ ratio('teacher_head_count', 'head_count') }} as coverage_ratio,
    cast(ratio_limit as double) as ratio_limit,
    cast(case when stratum_type = 'all' then verdict end as string) as verdict,
    cast(case when stratum_type = 'all' then is_borderline end as boolean)
        as is_borderline,
    cast(reason as string) as reason,
    cast(threshold_id as string) as threshold_id,
    cast(coalesce(is_withheld, true) as boolean) as is_suppressed
from compared
