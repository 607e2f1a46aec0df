-- grain: one row per group with members on 1 September, exchange year with a ledger,
-- and count mode
with flows as (select * from {{ ref('fct_group_flow') }}),

members as (select * from {{ ref('fct_group_school_flow') }}),

names as (
    select * from {{ ref('int_entity_named') }}
    where entity_type = 'school'
),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

{% set ways = [
    'lead_to_member', 'member_to_lead', 'within_group', 'from_outside', 'to_outside'
] -%}
summed as (
    select
        county_id,
        group_id,
        school_year,
        count_mode,
        max(group_name) as group_name,
        max(group_type) as group_type,
        {% for way in ways -%}
            sum(case when direction = '{{ way }}' then exchanged_count end)
                as {{ way }}_count,
        {% endfor -%}
        {% for way in ways[:2] -%}
            sum(case when direction = '{{ way }}' then backbone_exchanged_count end)
                as backbone_{{ way }}_count,
        {% endfor -%}
        sum(case when direction = 'lead_to_member' then net_backbone_count end)
            as net_backbone_count,
        sum(leader_exchanged_count) as leader_count,
        count(leader_exchanged_count) = count(*) as is_leader_known
    from flows
    group by county_id, group_id, school_year, count_mode
),

never as (
    select
        member.county_id,
        member.group_id,
        member.school_year,
        member.count_mode,
        {{ joined_text('name.entity_name', '、', 'member.school_id') }} as school_names
    from members as member
    inner join names as name
        on
            member.county_id = name.county_id
            and member.school_id = name.entity_id
    where member.is_never_receiving
    group by
        member.county_id, member.group_id, member.school_year, member.count_mode
)

select
    cast(summed.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(summed.group_id as string) as group_id,
    cast(summed.group_name as string) as group_name,
    cast(kind.name_zh as string) as group_type_name,
    cast(summed.school_year as integer) as school_year,
    cast({{ school_year_text('summed.school_year') }} as string) as school_year_name,
    cast(summed.count_mode as string) as count_mode,
    cast(mode.name_zh as string) as count_mode_name,
    {% for way in ways -%}
        cast(summed.{{ way }}_count as integer) as {{ way }}_count,
    {% endfor -%}
    {% for way in ways[:2] -%}
        cast(summed.backbone_{{ way }}_count as integer) as backbone_{{ way }}_count,
    {% endfor -%}
    cast(summed.net_backbone_count as integer) as net_backbone_count,
    cast(case when summed.is_leader_known then summed.leader_count end as integer)
        as leader_count,
    cast(never.school_names as string) as never_receiving_names
from summed
inner join newest_cycles as newest
    on summed.county_id = newest.county_id
inner join words as mode
    on {{ word_of('mode', 'count_mode', 'summed.count_mode') }}
left join codes as kind
    on kind.list_id = 'group_type' and summed.group_type = kind.code
left join never
    on
        summed.county_id = never.county_id
        and summed.group_id = never.group_id
        and summed.school_year = never.school_year
        and summed.count_mode = never.count_mode
