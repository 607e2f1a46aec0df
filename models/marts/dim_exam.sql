-- grain: one row per county and exam; what its papers share
with exams as (
    select
        county_id,
        exam_id,
        min(exam_name) as exam_name,
        min(source_type) as source_type,
        min(grade) as grade,
        min(school_year) as school_year,
        min(term) as term,
        min(exam_date) as exam_date,
        min(approval_reference) as approval_reference
    from {{ ref('stg_exam') }}
    group by county_id, exam_id
)

select
    cast(exams.exam_id as string) as exam_id,
    cast(exams.county_id as string) as county_id,
    cast(exams.exam_name as string) as exam_name,
    cast(exams.source_type as string) as source_type,
    cast(exams.grade as integer) as grade,
    cast({{ stage_of_grade('exams.grade') }} as string) as stage,
    cast(exams.school_year as integer) as school_year,
    cast(cast(exams.school_year as string) || '-' || exams.term as string) as term_id,
    cast(exams.exam_date as date) as exam_date,
    cast(exams.approval_reference as string) as approval_reference,
    cast(coalesce(source.is_school_level_releasable, false) as boolean)
        as is_school_level_releasable
from exams
left join {{ ref('source_type') }} as source
    on exams.source_type = source.source_type
