-- grain: one row per county, school year, indicator, stage and school flag
-- the nearest region wins, then the newest rule in force on the statistics date of the
-- year's cycle; a year without a cycle is judged on 1 September
with listed_schools as (select * from {{ ref('stg_school_list') }}),

cycles as (select * from {{ ref('assessment_cycle') }}),

all_thresholds as (select * from {{ ref('threshold') }}),

exchange_years as (select * from {{ ref('int_exchange_year') }}),

counties as (
    -- distinct: the list has a row per school
    select distinct county_id from listed_schools
),

-- a year's exchange is judged in the autumn after it
school_years as (
    select statistics_school_year as school_year from cycles
    union distinct
    select exchange_school_year + 1 as school_year from cycles
    union distinct
    select school_year + 1 as school_year from exchange_years
    union distinct
    select list.school_year + later.year_count as school_year
    from listed_schools as list
    cross join (values (0), (1)) as later (year_count)
),

decision_days as (
    select
        cast(school_years.school_year as integer) as school_year,
        coalesce(
            max(cycles.statistics_date), {{ first_day_of('school_years.school_year') }}
        ) as decided_on
    from school_years
    left join cycles
        on school_years.school_year = cycles.statistics_school_year
    group by school_years.school_year
),

applicable as (
    select
        counties.county_id,
        decision_days.school_year,
        threshold.indicator_id,
        threshold.stage,
        threshold.school_flag,
        threshold.threshold_id,
        threshold.value as limit_value,
        threshold.operator,
        threshold.region_code,
        threshold.valid_from,
        threshold.is_uncertain,
        row_number() over (
            partition by
                counties.county_id,
                decision_days.school_year,
                threshold.indicator_id,
                threshold.stage,
                threshold.school_flag
            order by
                {{ region_depth('threshold.region_code') }} desc,
                threshold.valid_from desc,
                threshold.threshold_id asc
        ) as preference
    from counties
    cross join decision_days
    inner join all_thresholds as threshold
        on
            {{ region_covers('threshold.region_code', 'counties.county_id') }}
            and {{ holds_on('threshold', 'decision_days.decided_on') }}
)

select
    county_id,
    school_year,
    indicator_id,
    stage,
    school_flag,
    threshold_id,
    limit_value,
    operator,
    region_code,
    valid_from,
    is_uncertain
from applicable
where preference = 1
