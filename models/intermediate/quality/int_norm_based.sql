-- grain: one row per county or stratum, exam and subject that somebody sat
-- whether enough pupils of enough schools are behind it to be a norm
with schools as (
    select * from {{ ref('int_quality_school_placed') }}
    where school_id is not null and pupil_count > 0
),

rules as (select * from {{ ref('norm_rule') }}),

measured as (
    select * from {{ ref('int_quality_measured') }}
    where
        entity_type in ('county', 'stratum')
        and denominator = 'takers'
        and pupil_count > 0
),

counted as (
    select
        county_id,
        exam_id,
        subject,
        'county' as entity_type,
        county_id as entity_id,
        count(*) as school_count
    from schools
    group by county_id, exam_id, subject
    union all
    select
        county_id,
        exam_id,
        subject,
        'stratum' as entity_type,
        stratum_id as entity_id,
        count(*) as school_count
    from schools
    where stratum_id is not null
    group by county_id, exam_id, subject, stratum_id
)

select
    measured.county_id,
    measured.entity_type,
    measured.entity_id,
    measured.exam_id,
    measured.subject,
    measured.denominator,
    measured.pupil_count,
    measured.score_sum,
    measured.squared_spread,
    coalesce(counted.school_count, 0) as school_count,
    measured.pupil_count >= rule.minimum_pupil_count
    and coalesce(counted.school_count, 0) >= rule.minimum_school_count as is_norm
from measured
cross join rules as rule
left join counted
    on
        {{ same_paper('measured', 'counted') }}
        and measured.entity_type = counted.entity_type
        and measured.entity_id = counted.entity_id
