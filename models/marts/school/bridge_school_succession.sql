-- grain: one row per change of a school: from, to, month and kind; the newest register
-- that lists it speaks
with registers as (select * from {{ ref('stg_school_succession') }}),

ordered as (
    select
        *,
        row_number() over (
            partition by
                county_id, from_school_id, to_school_id, change_month, change_kind
            order by school_year desc, _file asc, _row asc
        ) as preference
    from registers
)

select
    cast(county_id as string) as county_id,
    cast(from_school_id as string) as from_school_id,
    cast(from_school_name as string) as from_school_name,
    cast(to_school_id as string) as to_school_id,
    cast(to_school_name as string) as to_school_name,
    cast(change_kind as string) as change_kind,
    cast(change_month as date) as change_month,
    -- who takes over all of a school takes all of its pupils
    cast(
        case
            when change_kind in ('rename', 'merge') then 1
            else {{ ratio('pupil_share_percent', '100') }}
        end as double
    ) as pupil_share_ratio
from ordered
where preference = 1
