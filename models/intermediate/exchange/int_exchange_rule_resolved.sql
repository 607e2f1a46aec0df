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

applicable as (
    select
        counties.county_id,
        cast(school_years.school_year as integer) as school_year,
        rule.exchange_rule_id,
        rule.min_tenure_month_count,
        rule.min_leader_tenure_month_count,
        rule.min_retirement_month_count,
        rule.min_move_month_count,
        rule.min_lesson_share_percent,
        row_number() over (
            partition by counties.county_id, school_years.school_year
            order by
                {{ region_depth('rule.region_code') }} desc,
                rule.valid_from desc,
                rule.exchange_rule_id asc
        ) as preference
    from counties
    cross join school_years
    inner join rules as rule
        on
            {{ region_covers('rule.region_code', 'counties.county_id') }}
            and {{ holds_on('rule', first_day_of('school_years.school_year')) }}
)

select
    county_id,
    school_year,
    exchange_rule_id,
    min_tenure_month_count,
    min_leader_tenure_month_count,
    min_retirement_month_count,
    min_move_month_count,
    min_lesson_share_percent
from applicable
where preference = 1
