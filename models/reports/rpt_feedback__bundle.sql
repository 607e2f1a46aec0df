-- grain: one row per school that reads, group, member school, exam and subject, of
-- takers
-- a school reads its own bundled score, not those of the other members: of a group with
-- two, the group's figure would tell the other
with bundles as (select * from {{ ref('rpt_groups__score') }}),

qualities as (
    select * from {{ ref('fct_group_quality') }}
    where denominator = 'takers'
),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

current_codes as (select * from {{ ref('int_school_current') }}),

placed as (
    select
        bundle.*,
        coalesce(held.current_school_id, bundle.school_id) as current_school_id
    from bundles as bundle
    inner join qualities as quality
        on
            {{ same_paper('bundle', 'quality') }}
            and bundle.group_id = quality.group_id
    inner join rules as rule
        on quality.school_count >= rule.minimum_school_count
    left join current_codes as held
        on bundle.county_id = held.county_id and bundle.school_id = held.school_id
)

select
    cast(county_id as string) as county_id,
    cast(current_school_id as string) as school_id,
    cast(school_id as string) as recorded_school_id,
    cast(group_id as string) as group_id,
    cast(group_name as string) as group_name,
    cast(role_name as string) as role_name,
    cast(exam_id as string) as exam_id,
    cast(school_year as integer) as school_year,
    cast(exam_name as string) as exam_name,
    cast(subject as string) as subject,
    cast(subject_name as string) as subject_name,
    pupil_count,
    own_level,
    own_gain,
    group_level,
    gap_part,
    bundled_score,
    unbundled_score,
    cast(rule_text as string) as rule_text,
    cast(note as string) as note,
    is_suppressed
from placed
