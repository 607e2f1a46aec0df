-- grain: one row per county, finance year, definition and stratum
-- averages are twelve months' pay; both sides are cross-multiplied, so nothing is
-- rounded; what blank cells may hold counts for and against; what the forms of the year
-- before say of payments in this one may be anything
with totals as (select * from {{ ref('int_salary_totalled') }}),

products as (
    select
        *,
        teacher_open_yuan = 0
        and civil_open_yuan = 0
        and not is_payroll_before_missing
        and not is_civil_before_missing as is_known,
        teacher_total_yuan * civil_person_months as teacher_product,
        civil_total_yuan * teacher_person_months as civil_product,
        (teacher_total_yuan + teacher_open_yuan)
        * civil_person_months as full_teacher_product,
        (civil_total_yuan + civil_open_yuan)
        * teacher_person_months as full_civil_product,
        -- 万元 with two decimals: each amount is right to 50 yuan
        (civil_total_yuan + 50 * civil_amount_count)
        * teacher_person_months as highest_product,
        (civil_total_yuan - 50 * civil_amount_count)
        * teacher_person_months as lowest_product
    from totals
)

select
    county_id,
    finance_year,
    definition,
    stratum_type,
    stratum,
    teacher_head_count,
    teacher_person_months,
    civil_person_months,
    case
        when teacher_open_yuan = 0 and not is_payroll_before_missing
            then teacher_total_yuan
    end as teacher_total_yuan,
    case
        when civil_open_yuan = 0 and not is_civil_before_missing then civil_total_yuan
    end as civil_total_yuan,
    case when is_known then teacher_product end as teacher_product,
    case when is_known then civil_product end as civil_product,
    -- up to the limit, and nothing where it is reached
    case
        when not is_known then null
        when teacher_product >= ratio_limit * civil_product then 0
        else ratio_limit * civil_product - teacher_product
    end as missing_product,
    threshold_id,
    ratio_limit,
    case
        when is_payroll_before_missing or is_civil_before_missing then 'incomplete'
        when teacher_product >= ratio_limit * full_civil_product then 'met'
        when full_teacher_product < ratio_limit * civil_product then 'not_met'
        else 'incomplete'
    end as verdict,
    is_known
    and 10000 * teacher_product >= printed_limit * lowest_product
    and teacher_product < ratio_limit * highest_product as is_borderline,
    case
        when civil_person_months is null then 'civil_servant_pay_missing'
        when is_payroll_before_missing or is_civil_before_missing
            then 'year_before_missing'
        when civil_open_yuan > 0 then 'civil_servant_component_blank'
        when teacher_open_yuan > 0 then 'teacher_component_blank'
    end as reason
from products
