-- grain: one row per school, compulsory stage and school year with a timetable
with sums as (select * from {{ ref('int_curriculum_summed') }}),

rules as (select * from {{ ref('int_curriculum_rule_resolved') }}),

schools as (select * from {{ ref('dim_school') }}),

told as (
    select
        *,
        disagreeing_grade_count + missing_grade_count = 0 as is_whole
    from sums
),

-- of a timetable with a gap or a contradiction nobody knows the share
known as (
    select
        county_id,
        school_year,
        school_id,
        stage,
        grade_count,
        missing_grade_count,
        case
            when disagreeing_grade_count > 0 then 'lessons_disagree'
            when missing_grade_count > 0 then 'timetable_incomplete'
        end as reason,
        case when is_whole then weekly_lesson_count end as weekly_lesson_count,
        case when is_whole then extension_lesson_count end as extension_lesson_count,
        case when is_whole then knowledge_lesson_count end as knowledge_lesson_count
    from told
)

select
    cast(known.school_year as integer) as school_year,
    cast(known.county_id as string) as county_id,
    cast(known.school_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    cast(known.stage as string) as stage,
    cast(school.school_type as string) as school_type,
    cast(school.ownership as string) as ownership,
    cast(school.urban_rural as string) as urban_rural,
    cast(known.grade_count as integer) as grade_count,
    cast(known.missing_grade_count as integer) as missing_grade_count,
    cast(known.weekly_lesson_count as decimal(8, 1)) as weekly_lesson_count,
    cast(known.extension_lesson_count as decimal(8, 1)) as extension_lesson_count,
    cast(known.knowledge_lesson_count as decimal(8, 1)) as knowledge_lesson_count,
    {{ ratio('known.extension_lesson_count', 'known.weekly_lesson_count') }}
        as extension_ratio,
    {{ ratio('known.knowledge_lesson_count', 'known.extension_lesson_count') }}
        as knowledge_ratio,
    cast(rule.extension_target_ratio as decimal(5, 4)) as extension_target_ratio,
    cast(rule.extension_tolerance_ratio as decimal(5, 4)) as extension_tolerance_ratio,
    -- products of decimals: what is two points off to the last lesson is still about it
    cast(
        case
            when
                known.extension_lesson_count
                < known.weekly_lesson_count
                * (rule.extension_target_ratio - rule.extension_tolerance_ratio)
                then 'below'
            when
                known.extension_lesson_count
                > known.weekly_lesson_count
                * (rule.extension_target_ratio + rule.extension_tolerance_ratio)
                then 'above'
            when known.extension_lesson_count * rule.extension_target_ratio is not null
                then 'about'
        end as string
    ) as extension_standing,
    cast(rule.knowledge_limit_ratio as decimal(5, 4)) as knowledge_limit_ratio,
    cast(
        known.knowledge_lesson_count
        <= known.extension_lesson_count * rule.knowledge_limit_ratio as boolean
    ) as is_knowledge_within,
    cast(rule.is_rule_uncertain as boolean) as is_rule_uncertain,
    cast(
        coalesce(
            known.reason,
            case
                when
                    rule.extension_target_ratio is null
                    or rule.knowledge_limit_ratio is null
                    then 'curriculum_rule_missing'
            end
        ) as string
    ) as reason
from known
left join rules as rule
    on
        known.county_id = rule.county_id
        and known.school_year = rule.school_year
        and known.stage = rule.stage
left join schools as school
    on
        known.county_id = school.county_id
        and known.school_id = school.school_id
        and known.school_year = school.school_year
