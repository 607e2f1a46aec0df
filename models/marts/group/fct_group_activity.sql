-- grain: one row per group, school, term and kind of activity that was asked for or
-- recorded
with required as (select * from {{ ref('int_activity_required') }}),

recorded as (select * from {{ ref('int_activity_recorded') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

groups as (select * from {{ ref('int_group_described') }}),

submissions as (select * from {{ ref('stg_submission') }}),

ledgers as (
    select
        county_id,
        cast(period as integer) as school_year
    from submissions
    where form = 'group_activity' and is_effective
),

joined as (
    select
        coalesce(required.county_id, recorded.county_id) as county_id,
        coalesce(required.group_id, recorded.group_id) as group_id,
        coalesce(required.school_id, recorded.school_id) as school_id,
        coalesce(required.term_id, recorded.term_id) as term_id,
        coalesce(required.school_year, recorded.school_year) as school_year,
        coalesce(required.activity_kind, recorded.activity_kind) as activity_kind,
        required.least_count,
        required.activity_rule_id,
        recorded.record_count,
        recorded.unproved_count,
        recorded.hours
    from required
    full outer join recorded
        on
            required.county_id = recorded.county_id
            and required.group_id = recorded.group_id
            and required.school_id = recorded.school_id
            and required.term_id = recorded.term_id
            and required.activity_kind = recorded.activity_kind
),

judged as (
    select
        joined.*,
        named.group_name,
        named.group_type,
        member.is_leading,
        ledger.county_id is not null as has_ledger,
        case
            when named.group_id is null then 'group_unlisted'
            when member.school_id is null then 'not_a_member'
            when ledger.county_id is null then 'activity_ledger_missing'
        end as reason
    from joined
    left join groups as named
        on
            joined.county_id = named.county_id
            and joined.group_id = named.group_id
    left join members as member
        on
            joined.county_id = member.county_id
            and joined.group_id = member.group_id
            and joined.school_id = member.school_id
            and joined.school_year = member.school_year
    left join ledgers as ledger
        on
            joined.county_id = ledger.county_id
            and joined.school_year = ledger.school_year
)

select
    cast(county_id as string) as county_id,
    cast(group_id as string) as group_id,
    cast(group_name as string) as group_name,
    cast(group_type as string) as group_type,
    cast(school_id as string) as school_id,
    cast(is_leading as boolean) as is_leading,
    cast(term_id as string) as term_id,
    cast(activity_kind as string) as activity_kind,
    cast(least_count as integer) as required_count,
    cast(case when has_ledger then coalesce(record_count, 0) end as integer)
        as record_count,
    cast(
        case
            when has_ledger and least_count > coalesce(record_count, 0)
                then least_count - coalesce(record_count, 0)
            when has_ledger and least_count is not null then 0
        end as integer
    ) as missing_count,
    cast(case when has_ledger then coalesce(unproved_count, 0) end as integer)
        as unproved_count,
    cast(hours as decimal(9, 1)) as hours,
    cast(reason as string) as reason,
    cast(activity_rule_id as string) as activity_rule_id
from judged
