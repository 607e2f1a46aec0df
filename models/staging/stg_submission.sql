-- grain: one row per form, county, sender, period and version known at the as-of time
-- held files have a version too; the newest accepted one is in force
with known as (
    select submission.*
    from {{ source('raw', 'submission') }} as submission
    cross join {{ source('raw', 'run') }} as run
    where submission.received_at <= run.as_of
),

numbered as (
    select
        *,
        cast(row_number() over (
            partition by form, county_id, sender_id, period
            order by received_at, modified_at, _file
        ) as integer) as version
    from known
)

select
    *,
    status = 'accepted'
    and version = max(case when status = 'accepted' then version end) over (
        partition by form, county_id, sender_id, period
    ) as is_effective
from numbered
