-- grain: one row per school and change that it had part in
-- who stands on both sides of a split stays what it was
with changes as (select * from {{ ref('bridge_school_succession') }}),

kinds as (select * from {{ ref('dossier_event') }}),

sides as (
    -- a school that took another code or name has one story, told of what it became
    select
        *,
        to_school_id as school_id,
        from_school_id as detail_id,
        case change_kind
            when 'open' then 'opened'
            when 'rename' then 'renamed'
            when 'merge' then 'took_in'
            when 'split' then 'split_from'
        end as event_kind
    from changes
    where
        to_school_id is not null
        and (change_kind = 'rename' or to_school_id <> coalesce(from_school_id, ''))
    union all
    select
        *,
        from_school_id as school_id,
        to_school_id as detail_id,
        case change_kind
            when 'merge' then 'merged_away'
            when 'split' then 'split_off'
            when 'close' then 'closed'
        end as event_kind
    from changes
    where
        from_school_id is not null
        and change_kind <> 'rename'
        and from_school_id <> coalesce(to_school_id, '')
),

told as (
    select
        county_id,
        school_id,
        change_month as event_date,
        event_kind,
        coalesce(detail_id, '') as detail_id,
        from_school_name as from_text,
        to_school_name as to_text,
        {{ printed('pupil_share_ratio', "'percent1'") }} as share_text,
        false as is_suppressed
    from sides
)

{{ told_event(['from', 'to', 'share']) }}
