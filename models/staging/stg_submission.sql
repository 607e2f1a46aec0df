-- grain: one row per form, county, sender, period and version known at the as-of time
with known as (
    select submission.*
    from {{ source('raw', 'submission') }} as submission
    cross join {{ source('raw', 'run') }} as run
    where submission.received_at <= run.as_of
),

ordered as (
    select
        known.*,
        row_number() over (
            partition by known.form, known.county_id, known.sender_id, known.period
            order by known.received_at, known.modified_at, known._file
        ) as version,
        row_number() over (
            partition by
                known.form,
                known.county_id,
                known.sender_id,
                known.period,
                known.status
            order by known.received_at desc, known.modified_at desc, known._file desc
        ) as versions_from_newest
    from known
)

select
    _file,
    form,
    county_id,
    sender_id,
    sender_name,
    period_kind,
    period,
    received_at,
    modified_at,
    file_name,
    status,
    rows_in,
    rows_loaded,
    rows_rejected,
    rows_blank,
    cast(version as integer) as version,
    status = 'accepted' and versions_from_newest = 1 as is_effective
from ordered
