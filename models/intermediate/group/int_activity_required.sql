-- grain: one row per group, member school, term and kind of activity that a rule asks
-- of its side
-- of rules for the same the nearest region wins, then the newest
with members as (select * from {{ ref('int_group_member_placed') }}),

groups as (select * from {{ ref('int_group_described') }}),

counties as (select * from {{ ref('dim_county') }}),

terms as (select * from {{ ref('dim_term') }}),

rules as (select * from {{ ref('activity_rule') }}),

applicable as (
    select
        member.county_id,
        member.group_id,
        member.school_id,
        member.school_year,
        member.is_leading,
        term.term_id,
        rule.activity_kind,
        rule.least_count,
        rule.activity_rule_id,
        row_number() over (
            partition by
                member.county_id,
                member.group_id,
                member.school_id,
                term.term_id,
                rule.activity_kind
            order by
                {{ region_depth('rule.region_code') }} desc,
                rule.valid_from desc,
                rule.activity_rule_id asc
        ) as preference
    from members as member
    inner join groups as named
        on
            member.county_id = named.county_id
            and member.group_id = named.group_id
    -- the year after the newest list is planned, not gone by
    inner join counties as county
        on
            member.county_id = county.county_id
            and member.school_year = county.school_year
    inner join terms as term
        on member.school_year = term.school_year
    inner join rules as rule
        on
            named.group_type = rule.group_type
            and rule.side = case when member.is_leading then 'leading' else 'led' end
            and rule.term in ('each', term.term)
            and {{ region_covers('rule.region_code', 'member.county_id') }}
            and {{ holds_on('rule', first_day_of('member.school_year')) }}
)

select
    county_id,
    group_id,
    school_id,
    school_year,
    is_leading,
    term_id,
    activity_kind,
    least_count,
    activity_rule_id
from applicable
where preference = 1
