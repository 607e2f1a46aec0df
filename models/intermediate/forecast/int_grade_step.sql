-- grain: one row per assessment cycle, county, grade and school year before in which
-- the step into the grade was seen: pupils before and after it
-- exact sums over the schools that are known on both sides; into the first grade of a
-- stage a child comes from no school or from another: there all who take in must be
-- known, and those who send count if they are known in all years.
-- A cohort is grade 0 of the year before it enters
with rostered as (select * from {{ ref('int_forecast_rostered') }}),

cohorts as (select * from {{ ref('int_cohort_born') }}),

sides as (
    select
        cycle_id,
        county_id,
        school_id,
        school_year as before_school_year,
        grade + 1 as grade,
        0 as is_entry,
        case
            when grade < last_grade or is_always_known then pupil_count
            else cast(0 as bigint)
        end as before_count,
        cast(0 as bigint) as after_count
    from rostered
    union all
    select
        cycle_id,
        county_id,
        '' as school_id,
        entry_year - 1 as before_school_year,
        1 as grade,
        0 as is_entry,
        cast(child_count as bigint) as before_count,
        cast(0 as bigint) as after_count
    from cohorts
    union all
    select
        cycle_id,
        county_id,
        school_id,
        school_year - 1 as before_school_year,
        grade,
        case when grade = first_grade then 1 else 0 end as is_entry,
        cast(0 as bigint) as before_count,
        pupil_count as after_count
    from rostered
),

schools as (
    select
        cycle_id,
        county_id,
        before_school_year,
        grade,
        school_id,
        max(is_entry) as is_entry,
        count(*) - count(before_count + after_count) as unknown_count,
        sum(before_count) as before_count,
        sum(after_count) as after_count
    from sides
    group by cycle_id, county_id, before_school_year, grade, school_id
),

summed as (
    select
        cycle_id,
        county_id,
        before_school_year,
        grade,
        max(is_entry) * sum(unknown_count) as open_count,
        cast(sum(case when unknown_count = 0 then before_count end) as bigint)
            as before_count,
        cast(sum(case when unknown_count = 0 then after_count end) as bigint)
            as after_count
    from schools
    group by cycle_id, county_id, before_school_year, grade
)

select
    cycle_id,
    county_id,
    before_school_year,
    grade,
    before_count,
    after_count
from summed
-- of a year that is missing one side is empty
where open_count = 0 and before_count > 0 and after_count > 0
