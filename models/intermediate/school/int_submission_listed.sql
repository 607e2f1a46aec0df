-- grain: one row per version received, and one per form that is owed and was never sent
with submissions as (select * from {{ ref('stg_submission') }}),

received as (
    select
        *,
        lead(_file) over (
            partition by form, county_id, sender_id, period, status
            order by received_at, modified_at, _file
        ) as next_file
    from submissions
),

due as (select * from {{ ref('int_submission_answered') }})

select
    coalesce(received.county_id, due.county_id) as county_id,
    coalesce(received.sender_id, due.sender_id) as sender_id,
    coalesce(received.sender_name, due.sender_name) as sender_name,
    coalesce(received.form, due.form) as form,
    coalesce(received.period_kind, due.period_kind) as period_kind,
    coalesce(received.period, due.period) as period,
    coalesce(received.version, 0) as version,
    due.form is not null as is_due,
    coalesce(received.is_effective, false) as is_effective,
    received.status as received_status,
    received.received_at,
    received.rows_in,
    received.rows_loaded,
    received.rows_rejected,
    received.rows_blank,
    received._file as file_id,
    case when received.status = 'accepted' then received.next_file end as replaced_by
from received
full outer join due
    on
        received.form = due.form
        and received.county_id = due.county_id
        and received.sender_id = due.sender_id
        and received.period = due.period
