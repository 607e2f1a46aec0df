-- grain: one row per county, exam, subject and fault
-- what to mend before figures of a paper are whole, or made at all
with faults as (select * from {{ ref('fct_paper_fault') }}),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(fault.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(fault.exam_id as string) as exam_id,
    cast(fault.subject as string) as subject,
    cast(fault.fault_code as string) as fault_code,
    cast(fault.position as integer) as position,
    cast(exam.school_year as integer) as school_year,
    cast(coalesce(exam.exam_name, fault.exam_id) as string) as exam_name,
    cast(subject.name_zh as string) as subject_name,
    cast(fault.fault_name as string) as fault_name,
    fault.fault_count,
    fault.school_count,
    fault.row_count,
    fault.faulted_count,
    fault.sent_back_count,
    fault.hold_limit,
    cast(held.name_zh as string) as held,
    fault.file_name,
    fault.sheet,
    fault.cells,
    fault.expected,
    fault.action
from faults as fault
left join exams as exam
    on fault.county_id = exam.county_id and fault.exam_id = exam.exam_id
left join newest_cycles as newest
    on fault.county_id = newest.county_id
left join codes as subject
    on subject.list_id = 'subject' and fault.subject = subject.code
left join words as held
    on {{ word_of(
        'held', 'paper_held', "case when fault.is_held then 'held' else 'counted' end"
    ) }}
