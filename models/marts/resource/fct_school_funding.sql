-- grain: one row per school, finance year and item of money
with funding as (select * from {{ ref('stg_school_funding') }}),

schools as (select * from {{ ref('dim_school') }}),

stage_pupils as (select * from {{ ref('int_pupil_last_year') }}),

pupils as (
    select
        county_id,
        school_id,
        finance_year,
        case when count(*) = count(pupil_count) then sum(pupil_count) end as pupil_count
    from stage_pupils
    group by county_id, school_id, finance_year
),

withheld as (select * from {{ ref('int_school_funding_withheld') }}),

public_funds as (
    select * from funding
    where funding_item = 'public_funds'
)

select
    cast(funding.finance_year as integer) as finance_year,
    cast(funding.county_id as string) as county_id,
    cast(funding.school_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    -- the money is for the whole school
    cast('' as string) as stage,
    cast(school.school_type as string) as school_type,
    cast(school.ownership as string) as ownership,
    cast(school.urban_rural as string) as urban_rural,
    cast(funding.funding_item as string) as funding_item,
    cast(pupils.pupil_count as integer) as pupil_count,
    cast(funding.funded_pupil_count as integer) as funded_pupil_count,
    cast(funding.budget_yuan as decimal(18, 2)) as budget_yuan,
    cast(funding.account_yuan as decimal(18, 2)) as account_yuan,
    {{ ratio('funding.budget_yuan', 'pupils.pupil_count') }}
        as budget_yuan_per_pupil,
    {{ ratio('funding.account_yuan', 'pupils.pupil_count') }}
        as account_yuan_per_pupil,
    {{ ratio('funding.budget_yuan', 'funding.funded_pupil_count') }}
        as budget_yuan_per_funded_pupil,
    case
        when funding.funding_item = 'teacher_training'
            then {{ ratio('funding.budget_yuan', 'public.budget_yuan') }}
    end as training_budget_share,
    case
        when funding.funding_item = 'teacher_training'
            then {{ ratio('funding.account_yuan', 'public.account_yuan') }}
    end as training_account_share,
    cast(withheld.is_suppressed as boolean) as is_suppressed
from funding
inner join withheld
    on
        funding.county_id = withheld.county_id
        and funding.finance_year = withheld.finance_year
        and funding.school_id = withheld.school_id
        and funding.funding_item = withheld.funding_item
left join schools as school
    on
        funding.county_id = school.county_id
        and funding.school_id = school.school_id
        and funding.finance_year = school.school_year
left join pupils
    on
        funding.county_id = pupils.county_id
        and funding.school_id = pupils.school_id
        and funding.finance_year = pupils.finance_year
left join public_funds as public
    on
        funding.county_id = public.county_id
        and funding.school_id = public.school_id
        and funding.finance_year = public.finance_year
