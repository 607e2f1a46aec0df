-- grain: one row per exam, subject and fault that its rows or the paper itself have
with papers as (select * from {{ ref('int_paper_checked') }}),

faults as (select * from {{ ref('fct_score_fault') }}),

words as (select * from {{ ref('score_fault') }}),

placed as (
    select
        *,
        row_number() over (
            partition by county_id, exam_id, subject, fault_code
            order by file_name nulls last, sheet, row_number, exam_number_token
        ) as turn
    from faults
),

counted as (
    select
        county_id,
        exam_id,
        subject,
        fault_code,
        count(*) as fault_count,
        count(distinct school_id) as school_count,
        min(case when turn = 1 then file_name end) as file_name,
        min(case when turn = 1 then sheet end) as sheet,
        {{ joined_text('case when turn <= 5 then cell end', '、', 'turn') }} as cells,
        min(expected) as expected
    from placed
    group by county_id, exam_id, subject, fault_code
    union all
    select
        papers.county_id,
        papers.exam_id,
        papers.subject,
        words.fault_code,
        case
            when words.fault_code = 'row_sent_back' then papers.sent_back_count
            when words.fault_code = 'too_many_faults'
                then papers.faulted_count + papers.sent_back_count
            else papers.row_count
        end as fault_count,
        cast(null as bigint) as school_count,
        cast(null as string) as file_name,
        cast(null as string) as sheet,
        cast(null as string) as cells,
        words.expected_zh as expected
    from papers
    inner join words
        on
            papers.hold_reason = words.fault_code
            or (words.fault_code = 'row_sent_back' and papers.sent_back_count > 0)
)

select
    cast(counted.county_id as string) as county_id,
    cast(counted.exam_id as string) as exam_id,
    cast(counted.subject as string) as subject,
    cast(counted.fault_code as string) as fault_code,
    cast(words.level as string) as level,
    cast(words.position as integer) as position,
    cast(words.name_zh as string) as fault_name,
    cast(counted.fault_count as integer) as fault_count,
    cast(counted.school_count as integer) as school_count,
    cast(papers.row_count as integer) as row_count,
    cast(papers.faulted_count as integer) as faulted_count,
    cast(papers.sent_back_count as integer) as sent_back_count,
    cast(papers.hold_share as double) as hold_limit,
    cast(papers.hold_reason is not null as boolean) as is_held,
    cast(counted.file_name as string) as file_name,
    cast(counted.sheet as string) as sheet,
    cast(counted.cells as string) as cells,
    cast(counted.expected as string) as expected,
    cast(words.action_zh as string) as action
from counted
inner join papers
    on {{ same_paper('counted', 'papers') }}
inner join words
    on counted.fault_code = words.fault_code
