-- grain: one row per assessment cycle, county, stage and indicator R1 to R7
select
    cast(cycle_id as string) as cycle_id,
    cast(county_id as string) as county_id,
    cast(stage as string) as stage,
    cast(indicator_id as string) as indicator_id,
    cast(coalesce(school_count, 0) as integer) as school_count,
    cast(coalesce(pupil_count, 0) as bigint) as pupil_count,
    cast(mean as double) as mean,
    cast(standard_deviation as double) as standard_deviation,
    cast(cv as double) as cv,
    cast(least_cv as double) as least_cv,
    cast(limit_value as double) as cv_limit,
    cast(verdict as string) as verdict,
    cast(is_borderline as boolean) as is_borderline,
    cast(coalesce(incomplete_school_count, 0) as integer) as incomplete_school_count,
    cast(incomplete_school_names as string) as incomplete_school_names,
    cast(reason as string) as reason,
    cast(threshold_id as string) as threshold_id,
    cast(is_threshold_uncertain as boolean) as is_threshold_uncertain,
    cast(most_cv as double) as most_cv,
    cast(disputed_school_count as integer) as disputed_school_count
from {{ ref('int_balance_judged') }}
