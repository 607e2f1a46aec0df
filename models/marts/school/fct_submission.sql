-- grain: one row per county, sender, form, period and version; version 0 is still
-- missing
select
    cast(county_id as string) as county_id,
    cast(sender_id as string) as sender_id,
    cast(sender_name as string) as sender_name,
    cast(form as string) as form,
    cast(period_kind as string) as period_kind,
    cast(period as string) as period,
    cast(version as integer) as version,
    cast(is_due as boolean) as is_due,
    cast(is_effective as boolean) as is_effective,
    cast(
        case
            when received_status is null then 'missing'
            when received_status in ('held', 'contested') then received_status
            when not is_effective then 'replaced'
            when rows_rejected > 0 then 'accepted_with_rejections'
            else 'accepted'
        end as string
    ) as status,
    cast(received_at as string) as received_at,
    cast(rows_in as bigint) as rows_in,
    cast(rows_loaded as bigint) as rows_loaded,
    cast(rows_rejected as bigint) as rows_rejected,
    cast(rows_blank as bigint) as rows_blank,
    cast(replaced_by as string) as replaced_by,
    cast(file_id as string) as file_id
from {{ ref('int_submission_listed') }}
