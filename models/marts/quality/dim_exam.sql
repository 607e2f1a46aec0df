-- grain: one row per county and exam; what its papers share
with papers as (select * from {{ ref('stg_exam') }}),

source_types as (select * from {{ ref('source_type') }}),

judged as (select * from {{ ref('int_exam_judged') }}),

grades as (select * from {{ ref('int_grade_placed') }}),

school_rules as (select * from {{ ref('int_exam_school_rule') }}),

-- of papers from several sources the worst decides
told as (
    select
        judged.county_id,
        judged.exam_id,
        judged.legal_status,
        case
            when judged.legal_status = 'historical' then source.clause
            when judged.legal_status <> 'lawful' then judged.clause
        end as legal_reason,
        row_number() over (
            partition by judged.county_id, judged.exam_id
            order by
                case judged.legal_status
                    when 'forbidden' then 1
                    when 'historical' then 2
                    when 'approved' then 3
                    else 4
                end,
                judged.source_type
        ) as preference
    from judged
    left join source_types as source
        on judged.source_type = source.source_type
),

exams as (
    select
        paper.county_id,
        paper.exam_id,
        min(paper.exam_name) as exam_name,
        min(paper.source_type) as source_type,
        min(paper.grade) as grade,
        min(paper.term) as term,
        min(paper.exam_date) as exam_date,
        min(paper.approval_reference) as approval_reference,
        -- one paper of a source that the law keeps in keeps the whole exam in
        min(case when source.is_school_level_releasable then 1 else 0 end) = 1
            as is_school_level_releasable
    from papers as paper
    left join source_types as source
        on paper.source_type = source.source_type
    group by paper.county_id, paper.exam_id
)

select
    cast(exams.exam_id as string) as exam_id,
    cast(exams.county_id as string) as county_id,
    cast(exams.exam_name as string) as exam_name,
    cast(exams.source_type as string) as source_type,
    cast(exams.grade as integer) as grade,
    cast(grades.stage as string) as stage,
    cast({{ school_year_of('exams.exam_date') }} as integer) as school_year,
    cast(
        cast({{ school_year_of('exams.exam_date') }} as string)
        || '-' || exams.term as string
    ) as term_id,
    cast(exams.exam_date as date) as exam_date,
    cast(exams.approval_reference as string) as approval_reference,
    cast(school_rule.value as string) as responsible_school,
    cast(told.legal_status as string) as legal_status,
    cast(told.legal_reason as string) as legal_reason,
    cast(told.legal_status <> 'lawful' as boolean) as is_watermarked,
    cast(
        exams.is_school_level_releasable and told.legal_status = 'lawful' as boolean
    ) as is_school_level_releasable
from exams
inner join told
    on
        exams.county_id = told.county_id
        and exams.exam_id = told.exam_id
        and told.preference = 1
left join school_rules as school_rule
    on
        exams.county_id = school_rule.county_id
        and exams.exam_id = school_rule.exam_id
left join grades
    on {{ grade_of('grades', 'exams', school_year_of('exams.exam_date')) }}
