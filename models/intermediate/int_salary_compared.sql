-- grain: one row per county, finance year, definition and stratum
-- averages are twelve months' pay; both sides are cross-multiplied, so nothing is
-- rounded
with strata as (select * from {{ ref('int_pay_stratum') }}),

limits as (
    select * from {{ ref('int_threshold_resolved') }}
    where indicator_id = 'G8'
),

civil_servants as (select * from {{ ref('int_civil_servant_pay_defined') }}),

teachers as (
    select
        county_id,
        finance_year,
        definition,
        stratum_type,
        stratum,
        count(*) as teacher_head_count,
        cast(sum(person_months) as decimal(12, 1)) as teacher_person_months,
        cast(sum(total_yuan) as decimal(20, 2)) as teacher_total_yuan,
        max(total_yuan) as largest_total_yuan
    from strata
    group by county_id, finance_year, definition, stratum_type, stratum
),

products as (
    select
        teachers.*,
        civil.person_months as civil_person_months,
        civil.total_yuan as civil_total_yuan,
        limits.threshold_id,
        cast(limits.limit_value as decimal(6, 3)) as ratio_limit,
        teachers.teacher_total_yuan * civil.person_months as teacher_product,
        civil.total_yuan * teachers.teacher_person_months as civil_product,
        -- 万元 with two decimals: each amount is right to 50 yuan
        (civil.total_yuan + 50 * civil.amount_count)
        * teachers.teacher_person_months as highest_product,
        (civil.total_yuan - 50 * civil.amount_count)
        * teachers.teacher_person_months as lowest_product
    from teachers
    left join civil_servants as civil
        on
            teachers.county_id = civil.county_id
            and teachers.finance_year = civil.finance_year
            and teachers.definition = civil.definition
    left join limits
        on
            teachers.county_id = limits.county_id
            and teachers.finance_year = limits.school_year
)

select
    products.*,
    products.teacher_product >= products.ratio_limit * products.civil_product as is_met,
    products.teacher_product >= products.ratio_limit * products.lowest_product
    and products.teacher_product < products.ratio_limit * products.highest_product
        as is_borderline
from products
