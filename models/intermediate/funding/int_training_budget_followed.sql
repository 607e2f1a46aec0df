-- grain: one row per assessment cycle and school with money: public funds and those for
-- the training of teachers in the last finance year
-- money under an earlier code, or of a school that was taken over, is the school's
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

funding as (select * from {{ ref('stg_school_funding') }}),

followed as (select * from {{ ref('int_school_followed') }}),

placed as (
    select
        cycle.county_id,
        cycle.cycle_id,
        coalesce(followed.standing_school_id, funding.school_id) as school_id,
        funding.funding_item,
        funding.budget_yuan,
        funding.account_yuan
    from county_cycles as cycle
    inner join funding
        on
            cycle.county_id = funding.county_id
            and cycle.finance_year = funding.finance_year
    left join followed
        on
            funding.county_id = followed.county_id
            and funding.school_id = followed.school_id
            and {{ holds_on('followed', first_day_of('cycle.statistics_school_year')) }}
)

select
    county_id,
    cycle_id,
    school_id,
    sum(case when funding_item = 'public_funds' then budget_yuan end)
        as public_budget_yuan,
    sum(case when funding_item = 'teacher_training' then budget_yuan end)
        as training_budget_yuan,
    sum(case when funding_item = 'public_funds' then account_yuan end)
        as public_account_yuan,
    sum(case when funding_item = 'teacher_training' then account_yuan end)
        as training_account_yuan
from placed
group by county_id, cycle_id, school_id
