-- grain: one row per exam, subject, exam number and fault of its score
-- restricted: a row is about one pupil; a score is never told, only where it stands
with faults as (select * from {{ ref('int_score_faulted') }}),

scores as (select * from {{ ref('int_score_listed') }}),

words as (select * from {{ ref('score_fault') }}),

submissions as (select * from {{ ref('stg_submission') }}),

cell_maps as (
    select
        _file,
        sheet,
        field,
        min(column_letter) as column_letter
    from {{ ref('stg_cell_map') }}
    where form = 'assessment'
    group by _file, sheet, field
    -- where tables stand beside one another, nobody can say in which
    having min(column_letter) = max(column_letter)
),

files as (
    select
        _file,
        min(file_name) as file_name
    from submissions
    where form = 'assessment'
    group by _file
),

placed as (
    select
        faults.*,
        scores._file as file_id,
        files.file_name,
        scores._sheet as sheet,
        scores._row as row_number,
        cell_maps.column_letter || cast(scores._row as string) as cell,
        scores.school_id,
        scores.class_name,
        scores.full_score
    from faults
    inner join scores
        on
            {{ same_paper('faults', 'scores') }}
            and faults.exam_number_token = scores.exam_number_token
    left join files
        on scores._file = files._file
    left join cell_maps
        on
            scores._file = cell_maps._file
            and scores._sheet = cell_maps.sheet
            and scores.subject = cell_maps.field
)

select
    cast(placed.county_id as string) as county_id,
    cast(placed.exam_id as string) as exam_id,
    cast(placed.subject as string) as subject,
    cast(placed.exam_number_token as string) as exam_number_token,
    cast(placed.fault_code as string) as fault_code,
    cast(words.level as string) as level,
    cast(placed.school_id as string) as school_id,
    cast(placed.class_name as string) as class_name,
    cast(placed.file_id as string) as file_id,
    cast(placed.file_name as string) as file_name,
    cast(placed.sheet as string) as sheet,
    cast(placed.row_number as bigint) as row_number,
    cast(placed.cell as string) as cell,
    cast(words.name_zh as string) as fault_name,
    cast(
        {{ filled_sentence('words.found_zh', {
            'class': 'placed.class_name',
        }) }} as string
    ) as found,
    cast(
        {{ filled_sentence('words.expected_zh', {
            'full': shortest('placed.full_score'),
        }) }} as string
    ) as expected,
    cast(words.action_zh as string) as action
from placed
inner join words
    on placed.fault_code = words.fault_code
