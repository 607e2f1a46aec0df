-- means:   rows of a sheet or of a submission went neither into the warehouse, nor
--          back, nor
--          were they blank
-- matters: a clerk's row would be lost without a word
-- mend:    the reader that counted the file named here
select
    _file,
    form,
    sheet as place,
    rows_in,
    rows_loaded,
    rows_rejected,
    rows_blank
from {{ ref('stg_sheet') }}
where rows_in <> rows_loaded + rows_rejected + rows_blank
union all
select
    _file,
    form,
    sender_id as place,
    rows_in,
    rows_loaded,
    rows_rejected,
    rows_blank
from {{ ref('stg_submission') }}
where status = 'accepted' and rows_in <> rows_loaded + rows_rejected + rows_blank
