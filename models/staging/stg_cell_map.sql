-- grain: one row per file, form, sheet, block and field known at the as-of time
with known_files as (
    -- distinct: one workbook holds several forms
    select distinct _file from {{ ref('stg_submission') }}
)

select cell_map.*
from {{ source('raw', 'cell_map') }} as cell_map
inner join known_files
    on cell_map._file = known_files._file
