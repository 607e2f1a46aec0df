-- grain: one row per group and school year in which it has members
-- the nearest region wins, then the rule for its type, then the newest
with members as (select * from {{ ref('int_group_member_placed') }}),

groups as (select * from {{ ref('int_group_described') }}),

rules as (select * from {{ ref('bundle_rule') }}),

group_years as (
    -- distinct: a group has many members
    select distinct
        county_id,
        group_id,
        school_year
    from members
),

applicable as (
    select
        group_years.county_id,
        group_years.group_id,
        group_years.school_year,
        rule.bundle_rule_id,
        rule.mode,
        rule.own_level_weight,
        rule.own_gain_weight,
        rule.group_level_weight,
        rule.gap_weight,
        row_number() over (
            partition by
                group_years.county_id, group_years.group_id, group_years.school_year
            order by
                {{ region_depth('rule.region_code') }} desc,
                case when rule.group_type = 'all' then 1 else 0 end asc,
                rule.valid_from desc
        ) as preference
    from group_years
    inner join groups as named
        on
            group_years.county_id = named.county_id
            and group_years.group_id = named.group_id
    inner join rules as rule
        on
            rule.group_type in ('all', named.group_type)
            and {{ region_covers('rule.region_code', 'group_years.county_id') }}
            and {{ holds_on('rule', first_day_of('group_years.school_year')) }}
)

select
    county_id,
    group_id,
    school_year,
    bundle_rule_id,
    mode,
    own_level_weight,
    own_gain_weight,
    group_level_weight,
    gap_weight
from applicable
where preference = 1
