-- grain: one row per school that goes on no more under its own code; its last change
-- its successor is the one school that took all of it; there is none after a split
with changes as (select * from {{ ref('bridge_school_succession') }}),

counted as (
    select
        county_id,
        from_school_id as school_id,
        change_month as ended_month,
        count(distinct to_school_id) as successor_count,
        count(distinct change_kind) as kind_count,
        min(change_kind) as change_kind,
        max(to_school_id) as to_school_id,
        sum(case when from_school_id = to_school_id then 1 else 0 end) as staying_count
    from changes
    where from_school_id is not null
    group by county_id, from_school_id, change_month
),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, school_id
            order by ended_month desc
        ) as preference
    from counted
)

select
    county_id,
    school_id,
    ended_month,
    change_kind,
    case
        when
            successor_count = 1
            and kind_count = 1
            and change_kind in ('rename', 'merge')
            then to_school_id
    end as successor_school_id
from ordered
where preference = 1 and staying_count = 0
