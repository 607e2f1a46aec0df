-- grain: one row per problem found in a file that was known at the as-of time
with known_files as (
    -- distinct: one workbook holds several forms
    select distinct _file from {{ ref('stg_submission') }}
)

select
    problem.*,
    cast(row_number() over (
        partition by problem._file
        order by
            problem.form,
            problem.sender_id,
            problem.period,
            problem.sheet nulls first,
            problem.row_number nulls first,
            problem.column_letter nulls first,
            problem.field nulls first,
            problem.code,
            problem.found nulls first,
            problem.expected nulls first
    ) as integer) as problem_number
from {{ source('raw', 'problem') }} as problem
inner join known_files
    on problem._file = known_files._file
