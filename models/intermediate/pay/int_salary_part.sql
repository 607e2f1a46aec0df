-- grain: one row per county, finance year, kind, definition, stratum type and stratum
-- what anybody can add up or subtract: the pay of a stratum or category under a
-- definition, by how much it differs from the default's, and the village allowance of
-- schools, which adds up to a category
with strata as (select * from {{ ref('int_pay_stratum') }}),

categories as (select * from {{ ref('int_pay_category') }}),

allowances as (select * from {{ ref('int_village_allowance_totalled') }}),

definitions as (select * from {{ ref('pay_definition') }}),

shares as (
    select
        county_id,
        finance_year,
        definition,
        stratum_type,
        stratum,
        teacher_token,
        person_months,
        total_yuan
    from strata
    union all
    select
        county_id,
        finance_year,
        definition,
        'category' as stratum_type,
        category as stratum,
        teacher_token,
        null as person_months,
        total_yuan
    from categories
),

signed as (
    select
        *,
        total_yuan as signed_yuan
    from shares
    where definition <> 'default'
    union all
    select
        base.county_id,
        base.finance_year,
        other.definition,
        base.stratum_type,
        base.stratum,
        base.teacher_token,
        base.person_months,
        base.total_yuan,
        -base.total_yuan as signed_yuan
    from shares as base
    cross join definitions as other
    where base.definition = 'default' and other.definition <> 'default'
),

differences as (
    select
        county_id,
        finance_year,
        definition,
        stratum_type,
        stratum,
        abs(sum(signed_yuan)) as difference_yuan
    from signed
    group by
        county_id, finance_year, definition, stratum_type, stratum, teacher_token
    having sum(signed_yuan) <> 0
)

select
    county_id,
    finance_year,
    'pay' as kind,
    definition,
    stratum_type,
    stratum,
    -- who has no month of the year is not counted among its heads
    count(case when coalesce(person_months, 1) > 0 then 1 end) as head_count,
    cast(sum(total_yuan) as decimal(20, 2)) as total_yuan,
    max(total_yuan) as largest_yuan
from shares
group by county_id, finance_year, definition, stratum_type, stratum
union all
select
    county_id,
    finance_year,
    'difference' as kind,
    definition,
    stratum_type,
    stratum,
    count(*) as head_count,
    cast(sum(difference_yuan) as decimal(20, 2)) as total_yuan,
    max(difference_yuan) as largest_yuan
from differences
group by county_id, finance_year, definition, stratum_type, stratum
union all
select
    county_id,
    finance_year,
    'allowance' as kind,
    'village_allowance' as definition,
    'school' as stratum_type,
    school_id as stratum,
    -- that nobody gets any is said of all
    case when paid_head_count > 0 then paid_head_count else teacher_head_count end
        as head_count,
    cast(paid_yuan as decimal(20, 2)) as total_yuan,
    largest_yuan
from allowances
