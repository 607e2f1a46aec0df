-- grain: one row per county and exchange year with a roster before it or a ledger in
-- force
-- a roster is missed of every school that eligibility looks at and that was on the list
-- of the roster's year
with submissions as (select * from {{ ref('stg_submission') }}),

schools as (select * from {{ ref('dim_school') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

scopes as (select * from {{ ref('indicator_scope') }}),

rosters as (
    select
        county_id,
        cast(period as integer) + 1 as school_year,
        sender_id
    from submissions
    where form = 'teacher_roster' and is_effective
),

ledgers as (
    select
        county_id,
        cast(period as integer) as school_year
    from submissions
    where form = 'teacher_exchange' and is_effective
),

known_years as (
    select
        county_id,
        school_year
    from rosters
    union distinct
    select
        county_id,
        school_year
    from ledgers
),

owed as (
    select
        school.county_id,
        school.school_year + 1 as school_year,
        school.school_id
    from schools as school
    cross join scopes as scope
    where
        scope.scope_id = 'G11'
        and (scope.includes_private or not school.is_private)
        and school.school_type in (select kind.school_type from type_stages as kind)
),

sent as (
    select
        owed.county_id,
        owed.school_year,
        count(rosters.sender_id) as sent_count,
        count(*) - count(rosters.sender_id) as missing_count
    from owed
    left join rosters
        on
            owed.county_id = rosters.county_id
            and owed.school_id = rosters.sender_id
            and owed.school_year = rosters.school_year
    group by owed.county_id, owed.school_year
)

select
    known_years.county_id,
    known_years.school_year,
    coalesce(sent.sent_count > 0, false) as has_roster,
    cast(sent.missing_count as integer) as missing_roster_count,
    ledgers.county_id is not null as has_ledger
from known_years
left join sent
    on
        known_years.county_id = sent.county_id
        and known_years.school_year = sent.school_year
left join ledgers
    on
        known_years.county_id = ledgers.county_id
        and known_years.school_year = ledgers.school_year
