-- grain: one row per file, form and sheet known at the as-of time
with known_files as (
    -- distinct: one workbook holds several forms
    select distinct _file from {{ ref('stg_submission') }}
)

select sheet.*
from {{ source('raw', 'sheet') }} as sheet
inner join known_files
    on sheet._file = known_files._file
