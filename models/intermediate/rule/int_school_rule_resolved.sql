-- grain: one row per school, school year, indicator that is judged school by school,
-- and stage of its rules
-- a rule for a kind of school comes before the rule for all; of several the nearest
-- region's, then the newest, then the easiest to meet
with schools as (select * from {{ ref('int_school_profiled') }}),

flags as (
    select * from {{ ref('int_school_flagged') }}
    where is_held
),

indicators as (
    select * from {{ ref('indicator') }}
    where level = 'school'
),

thresholds as (select * from {{ ref('int_threshold_placed') }}),

applicable as (
    select
        schools.county_id,
        schools.school_year,
        schools.school_id,
        threshold.indicator_id,
        threshold.stage,
        threshold.school_flag,
        threshold.threshold_id,
        threshold.limit_value,
        row_number() over (
            partition by
                schools.county_id,
                schools.school_year,
                schools.school_id,
                threshold.indicator_id,
                threshold.stage
            order by
                case when threshold.school_flag = 'none' then 1 else 0 end asc,
                {{ region_depth('threshold.region_code') }} desc,
                threshold.valid_from desc,
                case
                    when threshold.operator = '>=' then threshold.limit_value
                    else -threshold.limit_value
                end asc,
                threshold.school_flag asc
        ) as preference
    from schools
    inner join thresholds as threshold
        on
            schools.county_id = threshold.county_id
            and schools.school_year = threshold.school_year
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join flags
        on
            schools.county_id = flags.county_id
            and schools.school_year = flags.school_year
            and schools.school_id = flags.school_id
            and threshold.school_flag = flags.school_flag
    where threshold.school_flag = 'none' or flags.school_id is not null
)

select
    county_id,
    school_year,
    school_id,
    indicator_id,
    stage,
    school_flag,
    threshold_id,
    limit_value
from applicable
where preference = 1
