-- grain: one row per school with public funds in the finance year of the newest cycle
with funding as (
    select * from {{ ref('fct_school_funding') }}
    where funding_item = 'public_funds'
),

training as (
    select * from {{ ref('fct_school_funding') }}
    where funding_item = 'teacher_training'
),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(funding.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(funding.finance_year as integer) as finance_year,
    cast(funding.school_id as string) as school_id,
    cast(funding.school_name as string) as school_name,
    cast(coalesce(place.name_zh, '') as string) as place_name,
    cast(funding.pupil_count as integer) as pupil_count,
    cast(funding.funded_pupil_count as integer) as funded_pupil_count,
    cast(funding.budget_yuan as decimal(18, 2)) as budget_yuan,
    cast(funding.budget_yuan_per_pupil as double) as budget_yuan_per_pupil,
    cast(funding.account_yuan as decimal(18, 2)) as account_yuan,
    cast(training.budget_yuan as decimal(18, 2)) as training_budget_yuan,
    cast(training.training_budget_share as double) as training_budget_share,
    cast(training.training_account_share as double) as training_account_share
from funding
inner join newest_cycles as newest
    on
        funding.county_id = newest.county_id
        and funding.finance_year = newest.finance_year
left join training
    on
        funding.county_id = training.county_id
        and funding.finance_year = training.finance_year
        and funding.school_id = training.school_id
left join words as place
    on {{ word_of('place', 'urban_rural', 'funding.urban_rural') }}
