-- grain: one row per exam, subject and fault of item scores
-- the same figures as a fault of a score sheet has
with faults as (select * from {{ ref('fct_item_fault') }}),

items as (
    select
        county_id,
        exam_id,
        subject,
        count(*) as row_count
    from {{ ref('stg_item_score') }}
    group by county_id, exam_id, subject
),

placed as (
    select
        *,
        row_number() over (
            partition by county_id, exam_id, subject, fault_code
            order by file_name nulls last, sheet, row_number, school_id, item_number
        ) as turn,
        -- a row with two faults counts once
        row_number() over (
            partition by county_id, exam_id, subject, school_id, item_number
            order by fault_code
        ) as turn_of_row
    from faults
),

faulted as (
    select
        county_id,
        exam_id,
        subject,
        count(case when turn_of_row = 1 then 1 end) as faulted_count
    from placed
    group by county_id, exam_id, subject
)

select
    placed.county_id,
    placed.exam_id,
    placed.subject,
    placed.fault_code,
    min(items.row_count) as row_count,
    min(faulted.faulted_count) as faulted_count,
    count(*) as fault_count,
    count(distinct placed.school_id) as school_count,
    min(case when placed.turn = 1 then placed.file_name end) as file_name,
    min(case when placed.turn = 1 then placed.sheet end) as sheet,
    {{ joined_text(
        'case when placed.turn <= 5 then placed.cell end', '、', 'placed.turn'
    ) }} as cells,
    -- told where it is the same for all of them
    case when min(placed.expected) = max(placed.expected) then min(placed.expected) end
        as expected
from placed
inner join items
    on {{ same_paper('placed', 'items') }}
inner join faulted
    on {{ same_paper('placed', 'faulted') }}
group by placed.county_id, placed.exam_id, placed.subject, placed.fault_code
