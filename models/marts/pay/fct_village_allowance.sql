-- grain: one row per school and finance year
with schools as (select * from {{ ref('int_village_allowance_totalled') }}),

withheld as (
    select * from {{ ref('int_salary_withheld') }}
    where stratum_type = 'school'
),

-- the schools add up to a category of pay: where it is withheld, so are they
categories as (
    select
        county_id,
        finance_year,
        max(case when is_withheld then 1 else 0 end) as is_withheld
    from {{ ref('int_salary_withheld') }}
    where stratum_type = 'category' and stratum = 'village_allowance'
    group by county_id, finance_year
),

judged as (
    select
        school.*,
        case
            when not school.is_given then 'allowance_school_missing'
            when school.amount_month_yuan is null then 'allowance_tier_missing'
            when school.is_open then 'teacher_component_blank'
        end as reason,
        coalesce(withheld.is_withheld, true)
        or coalesce(category.is_withheld, 0) = 1 as is_withheld
    from schools as school
    left join categories as category
        on
            school.county_id = category.county_id
            and school.finance_year = category.finance_year
    left join withheld
        on
            school.county_id = withheld.county_id
            and school.finance_year = withheld.finance_year
            and school.school_id = withheld.stratum
)

select
    cast(finance_year as integer) as finance_year,
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(school_name as string) as school_name,
    -- teachers of all its stages
    cast('' as string) as stage,
    cast(school_type as string) as school_type,
    cast(ownership as string) as ownership,
    cast(urban_rural as string) as urban_rural,
    cast(distance_km as decimal(6, 1)) as distance_km,
    cast(hardship_class as string) as hardship_class,
    cast(tier as string) as tier,
    cast(amount_month_yuan as decimal(10, 2)) as amount_month_yuan,
    cast(teacher_head_count as integer) as teacher_head_count,
    cast(teacher_person_months as decimal(12, 1)) as teacher_person_months,
    cast(due_yuan as decimal(18, 2)) as due_yuan,
    cast(case when not is_open then paid_yuan end as decimal(18, 2)) as paid_yuan,
    cast(
        case when due_yuan is not null and not is_open then below_tier_count end
        as integer
    ) as below_tier_count,
    cast(
        case when due_yuan is not null and not is_open then shortage_yuan end
        as decimal(18, 2)
    ) as shortage_yuan,
    cast(reason as string) as reason,
    cast(is_withheld as boolean) as is_suppressed
from judged
