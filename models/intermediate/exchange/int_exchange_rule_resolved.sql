-- grain: one row per county and exchange year
with listed_schools as (select * from {{ ref('stg_school_list') }}),

ledger_rows as (select * from {{ ref('stg_teacher_exchange') }}),

rules as (select * from {{ ref('exchange_rule') }}),

counties as (
    -- distinct: the list has a row per school
    select distinct county_id from listed_schools
),

school_years as (
    select school_year from listed_schools
    union distinct
    select school_year + 1 as school_year from listed_schools
    union distinct
    select school_year from ledger_rows
),

county_years as (
    select
        counties.county_id,
        cast(school_years.school_year as integer) as school_year
    from counties
    cross join school_years
)

{{ nearest_rule(
    'county_years', 'rules', first_day_of('county_years.school_year'),
    key=['county_id', 'school_year'],
    values=[
        'exchange_rule_id', 'min_tenure_month_count', 'min_leader_tenure_month_count',
        'min_retirement_month_count', 'min_move_month_count',
        'min_lesson_share_percent',
    ],
    last='exchange_rule_id'
) }}
