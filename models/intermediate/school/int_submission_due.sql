-- grain: one row per form, sender and period that a county with a school list owes
-- a school owes what the list of the period itself names it for: nobody owes the roster
-- of a year before the county's first list. A form is owed for the cycles on whose
-- statistics date it was asked for
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

due_forms as (select * from {{ ref('form_due') }}),

schools as (select * from {{ ref('dim_school') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

ended_schools as (select * from {{ ref('int_school_ended') }}),

counties as (select * from {{ ref('dim_county') }}),

owed as (
    select
        cycle.county_id,
        due.form,
        due.sender_level,
        due.period_kind,
        cycle.statistics_school_year,
        case due.cycle_date
            when 'statistics' then cycle.statistics_school_year
            when 'finance' then cycle.finance_year
            when 'exchange' then cycle.exchange_school_year
            when 'before_exchange' then cycle.exchange_school_year - 1
        end as period_year
    from county_cycles as cycle
    inner join due_forms as due on {{ holds_on('due', 'cycle.statistics_date') }}
)

select
    owed.county_id,
    owed.form,
    owed.period_kind,
    cast(owed.period_year as string) as period,
    school.school_id as sender_id,
    school.school_name as sender_name
from owed
inner join schools as school
    on
        owed.county_id = school.county_id
        and owed.period_year = school.school_year
left join ended_schools as ended
    on
        school.county_id = ended.county_id
        and school.school_id = ended.school_id
where
    owed.sender_level = 'school'
    -- a list may still name a school that had ended when the period began
    and (
        ended.school_id is null
        or ended.ended_month > {{ first_day_of('owed.period_year') }}
    )
    -- a school without a compulsory stage is on the list and owes nothing
    and school.school_type in (select kind.school_type from type_stages as kind)
-- distinct: one roster serves the statistics of one cycle and the exchange of another
union distinct
select
    owed.county_id,
    owed.form,
    owed.period_kind,
    cast(owed.period_year as string) as period,
    owed.county_id as sender_id,
    county.county_name as sender_name
from owed
inner join counties as county
    on
        owed.county_id = county.county_id
        and owed.statistics_school_year = county.school_year
where owed.sender_level = 'county'
