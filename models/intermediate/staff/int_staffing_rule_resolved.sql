-- grain: one row per county, school year, parameter of staffing and stage
with listed_schools as (select * from {{ ref('stg_school_list') }}),

rules as (select * from {{ ref('staffing_rule') }}),

county_years as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        cast(school_year as integer) as school_year
    from listed_schools
)

{{ nearest_rule(
    'county_years', 'rules', first_day_of('county_years.school_year'),
    key=['county_id', 'school_year'],
    part=['parameter', 'stage'],
    values=['value'],
    last='staffing_rule_id'
) }}
