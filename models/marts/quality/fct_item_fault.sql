-- grain: one row per exam, subject, school, item and fault of its sums
-- restricted: what a school got in an item is never told, only where it stands
with faults as (select * from {{ ref('int_item_faulted') }}),

items as (select * from {{ ref('int_item_counted') }}),

agreed as (select * from {{ ref('int_item_agreed') }}),

words as (select * from {{ ref('score_fault') }}),

-- the one cell that each fault is about
fields as (
    select
        _file,
        sheet,
        field,
        min(column_letter) as column_letter
    from {{ ref('stg_cell_map') }}
    where form = 'item_score'
    group by _file, sheet, field
    -- where tables stand beside one another, nobody can say in which
    having min(column_letter) = max(column_letter)
),

files as (
    select
        _file,
        min(file_name) as file_name
    from {{ ref('stg_submission') }}
    where form = 'item_score'
    group by _file
)

select
    cast(faults.county_id as string) as county_id,
    cast(faults.exam_id as string) as exam_id,
    cast(faults.subject as string) as subject,
    cast(faults.school_id as string) as school_id,
    cast(faults.item_number as string) as item_number,
    cast(faults.fault_code as string) as fault_code,
    cast(words.level as string) as level,
    cast(items._file as string) as file_id,
    cast(files.file_name as string) as file_name,
    cast(items._sheet as string) as sheet,
    cast(items._row as bigint) as row_number,
    cast(faults.field as string) as field,
    cast(fields.column_letter || cast(items._row as string) as string) as cell,
    cast(words.name_zh as string) as fault_name,
    cast(
        {{ filled_sentence('words.found_zh', {
            'full': shortest('items.full_score'),
            'group': 'items.question_group',
            'item': 'items.item_number',
        }) }} as string
    ) as found,
    cast(
        {{ filled_sentence('words.expected_zh', {
            'agreed': 'case words.fault_code'
                " when 'item_full_differs' then " ~ shortest('agreed.full_score')
                ~ ' else agreed.question_group end',
        }) }} as string
    ) as expected,
    cast(words.action_zh as string) as action
from faults
inner join items
    on
        {{ same_paper('faults', 'items') }}
        and faults.school_id = items.school_id
        and faults.item_number = items.item_number
inner join words
    on faults.fault_code = words.fault_code
left join agreed
    on
        {{ same_paper('faults', 'agreed') }}
        and faults.item_number = agreed.item_number
left join files
    on items._file = files._file
left join fields
    on
        items._file = fields._file
        and items._sheet = fields.sheet
        and faults.field = fields.field
