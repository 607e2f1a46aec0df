{% set shared = [
    'county_id', 'exam_id', 'subject', 'fault_code', 'fault_count', 'school_count',
    'row_count', 'faulted_count', 'file_name', 'sheet', 'cells', 'expected',
] %}
-- grain: one row per county, exam, subject and fault
-- what to mend before figures of a paper are whole, or made at all
with words_of_faults as (select * from {{ ref('score_fault') }}),

faults as (
    select
        {{ shared | join(',\n        ') }},
        position,
        fault_name,
        action,
        sent_back_count,
        hold_limit,
        is_held
    from {{ ref('fct_paper_fault') }}
    union all
    select
        {{ columns_of('items', shared) }},
        word.position,
        word.name_zh as fault_name,
        word.action_zh as action,
        cast(null as integer) as sent_back_count,
        cast(null as double) as hold_limit,
        false as is_held
    from {{ ref('int_item_fault_counted') }} as items
    inner join words_of_faults as word
        on items.fault_code = word.fault_code
),

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
    cast(fault.fault_count as integer) as fault_count,
    cast(fault.school_count as integer) as school_count,
    cast(fault.row_count as integer) as row_count,
    cast(fault.faulted_count as integer) as faulted_count,
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
