-- grain: one row per exam, subject and school of takers; one more without a school
-- for those whom the score sheet alone knows and puts nowhere
with measured as (
    select * from {{ ref('int_quality_measured') }}
    where denominator = 'takers'
),

papers as (select * from {{ ref('stg_exam') }}),

exams as (select * from {{ ref('dim_exam') }}),

schools as (select * from {{ ref('dim_school') }}),

counted as (
    select
        county_id,
        exam_id,
        subject,
        entity_id as school_id,
        pupil_count
    from measured
    where entity_type = 'school'
    union all
    select
        county_id,
        exam_id,
        subject,
        cast(null as string) as school_id,
        cast(
            sum(
                case when entity_type = 'county' then pupil_count else -pupil_count end
            ) as bigint
        ) as pupil_count
    from measured
    where entity_type in ('county', 'school')
    group by county_id, exam_id, subject
    having
        sum(case when entity_type = 'county' then pupil_count else -pupil_count end) > 0
),

dated as (
    select
        counted.*,
        cast({{ school_year_of('paper.exam_date') }} as integer) as school_year,
        coalesce(exam.is_school_level_releasable, false) as is_school_releasable
    from counted
    left join papers as paper
        on
            counted.county_id = paper.county_id
            and counted.exam_id = paper.exam_id
            and counted.subject = paper.subject
    left join exams as exam
        on counted.county_id = exam.county_id and counted.exam_id = exam.exam_id
)

select
    dated.*,
    dated.county_id || '|' || school.urban_rural as stratum_id
from dated
left join schools as school
    on
        dated.county_id = school.county_id
        and dated.school_id = school.school_id
        and dated.school_year = school.school_year
