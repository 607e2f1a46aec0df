-- means:   a move inside a group was not sent by one member and received by another
-- matters: a school's figure could not be traced in the group's
-- mend:    int_group_moved, int_group_school_moved
with flows as (
    select
        county_id,
        group_id,
        school_year,
        count_mode,
        sum(exchanged_count) as inside_count
    from {{ ref('fct_group_flow') }}
    where direction in ('lead_to_member', 'member_to_lead', 'within_group')
    group by county_id, group_id, school_year, count_mode
),

schools as (
    select
        county_id,
        group_id,
        school_year,
        count_mode,
        sum(sent_count) as sent_count,
        sum(received_count) as received_count
    from {{ ref('fct_group_school_flow') }}
    group by county_id, group_id, school_year, count_mode
)

select
    flows.county_id,
    flows.group_id,
    flows.school_year,
    flows.count_mode
from flows
left join schools
    on
        flows.county_id = schools.county_id
        and flows.group_id = schools.group_id
        and flows.school_year = schools.school_year
        and flows.count_mode = schools.count_mode
where
    flows.inside_count <> coalesce(schools.sent_count, -1)
    or flows.inside_count <> coalesce(schools.received_count, -1)
