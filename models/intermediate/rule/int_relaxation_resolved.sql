-- grain: one row per school stage, school year and indicator that a relaxed rule judges
-- of several the nearest region's wins, then the newest, then the easiest to meet
with stages as (
    select * from {{ ref('int_school_stage_merged') }}
    where is_judged
),

flags as (
    select * from {{ ref('int_school_flagged') }}
    where is_held
),

thresholds as (select * from {{ ref('int_threshold_placed') }}),

applicable as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage,
        threshold.indicator_id,
        threshold.school_flag,
        row_number() over (
            partition by
                stages.county_id,
                stages.school_year,
                stages.school_id,
                stages.stage,
                threshold.indicator_id
            order by
                {{ region_depth('threshold.region_code') }} desc,
                threshold.valid_from desc,
                case
                    when threshold.operator = '>=' then threshold.limit_value
                    else -threshold.limit_value
                end asc,
                threshold.school_flag asc
        ) as preference
    from stages
    inner join flags
        on
            stages.county_id = flags.county_id
            and stages.school_year = flags.school_year
            and stages.school_id = flags.school_id
    inner join thresholds as threshold
        on
            stages.county_id = threshold.county_id
            and stages.school_year = threshold.school_year
            and stages.stage = threshold.stage
            and flags.school_flag = threshold.school_flag
)

select
    county_id,
    school_year,
    school_id,
    stage,
    indicator_id,
    school_flag
from applicable
where preference = 1
