-- grain: one row per county and exchange year with a roster before it or a ledger in
-- force
with eligibilities as (select * from {{ ref('fct_teacher_eligibility') }}),

submissions as (select * from {{ ref('stg_submission') }}),

rosters as (
    -- distinct: the roster has a row per person
    select distinct
        county_id,
        school_year
    from eligibilities
),

ledgers as (
    select
        county_id,
        cast(period as integer) as school_year
    from submissions
    where form = 'teacher_exchange' and is_effective
)

select
    coalesce(ledgers.county_id, rosters.county_id) as county_id,
    coalesce(ledgers.school_year, rosters.school_year) as school_year,
    rosters.county_id is not null as has_roster,
    ledgers.county_id is not null as has_ledger
from rosters
full outer join ledgers
    on
        rosters.county_id = ledgers.county_id
        and rosters.school_year = ledgers.school_year
