-- grain: one row per county, school year and stage that a timetable was sent of and a
-- rule holds for
with lessons as (select * from {{ ref('stg_curriculum_lesson') }}),

rules as (select * from {{ ref('curriculum_rule') }}),

county_years as (
    -- distinct: a timetable has a row per grade
    select distinct
        county_id,
        cast(school_year as integer) as school_year
    from lessons
),

applicable as (
    select
        county_years.county_id,
        county_years.school_year,
        rules.*,
        row_number() over (
            partition by
                county_years.county_id,
                county_years.school_year,
                rules.stage,
                rules.lesson_kind
            order by
                {{ region_depth('rules.region_code') }} desc,
                rules.valid_from desc,
                rules.rule_id asc
        ) as preference
    from county_years
    inner join rules
        on
            {{ region_covers('rules.region_code', 'county_years.county_id') }}
            and {{ holds_on('rules', first_day_of('county_years.school_year')) }}
)

select
    county_id,
    school_year,
    stage,
    max(case when lesson_kind = 'extension' then share end) as extension_target_ratio,
    max(case when lesson_kind = 'extension' then coalesce(tolerance, 0) end)
        as extension_tolerance_ratio,
    max(case when lesson_kind = 'knowledge' then share end) as knowledge_limit_ratio,
    max(case when is_uncertain then 1 else 0 end) = 1 as is_rule_uncertain
from applicable
where preference = 1
group by county_id, school_year, stage
