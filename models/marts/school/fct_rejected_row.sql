-- grain: one row per file and problem found in it
select
    cast(_file as string) as file_id,
    cast(problem_number as integer) as problem_number,
    cast(file_name as string) as file_name,
    cast(form as string) as form,
    cast(county_id as string) as county_id,
    cast(sender_id as string) as sender_id,
    cast(period as string) as period,
    cast(level as string) as level,
    cast(sheet as string) as sheet,
    cast(row_number as bigint) as row_number,
    cast(column_letter as string) as column_letter,
    cast(cell as string) as cell,
    cast(field as string) as field,
    cast(code as string) as code,
    cast(found as string) as found,
    cast(expected as string) as expected,
    cast(action as string) as action
from {{ ref('stg_problem') }}
