-- grain: one row per county, school year and choice that the sources leave to it
-- with the years in which the exchange is judged that a list, its rosters or a ledger
-- are for: the autumn after it
with listed_schools as (select * from {{ ref('stg_school_list') }}),

ledger_rows as (select * from {{ ref('stg_teacher_exchange') }}),

choices as (select * from {{ ref('calculation_choice') }}),

county_years as (
    select
        list.county_id,
        cast(list.school_year + later.year_count as integer) as school_year
    from listed_schools as list
    cross join (values (0), (1), (2)) as later (year_count)
    union distinct
    select
        county_id,
        cast(school_year + 1 as integer) as school_year
    from ledger_rows
)

{{ nearest_rule(
    'county_years', 'choices', first_day_of('county_years.school_year'),
    key=['county_id', 'school_year'],
    part=['choice'],
    values=['value'],
    last='choice_id'
) }}
