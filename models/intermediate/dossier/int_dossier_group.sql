-- grain: one row per school, group and month in which it joined or left
with members as (select * from {{ ref('bridge_group_member') }}),

groups as (select * from {{ ref('int_group_described') }}),

codes as (select * from {{ ref('code_list') }}),

kinds as (select * from {{ ref('dossier_event') }}),

dated as (
    select
        *,
        valid_from as event_date,
        'group_joined' as event_kind
    from members
    union all
    select
        *,
        valid_to as event_date,
        'group_left' as event_kind
    from members
    where valid_to is not null
),

told as (
    select
        dated.county_id,
        dated.school_id,
        dated.event_date,
        dated.event_kind,
        dated.group_id || '|' || cast(dated.valid_from as string) as detail_id,
        named.group_name as group_text,
        kind.name_zh as type_text,
        role.name_zh as role_text,
        false as is_suppressed
    from dated
    left join groups as named
        on dated.county_id = named.county_id and dated.group_id = named.group_id
    left join codes as kind
        on kind.list_id = 'group_type' and named.group_type = kind.code
    left join codes as role
        on role.list_id = 'group_role' and dated.role = role.code
)

{{ told_event(['group', 'type', 'role']) }}
