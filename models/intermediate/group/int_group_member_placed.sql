-- grain: one row per group, school and school year of membership on 1 September
-- with the year after each list, whose exchange is planned by this year's rosters; what
-- kind of group it is the newest register says
with counties as (select * from {{ ref('dim_county') }}),

memberships as (select * from {{ ref('bridge_group_member') }}),

described as (select * from {{ ref('int_group_described') }}),

school_years as (
    select
        county_id,
        school_year
    from counties
    union distinct
    select
        county_id,
        school_year + 1 as school_year
    from counties
)

select
    member.county_id,
    member.group_id,
    member.school_id,
    school_years.school_year,
    max(described.group_type) as group_type,
    -- of two spans for the same day one may be that of the lead
    max(case when member.role in ('lead', 'helper') then 1 else 0 end) = 1
        as is_leading,
    max(case when member.role in ('member', 'helped') then 1 else 0 end) = 1 as is_led,
    max(case when member.is_accountable then 1 else 0 end) = 1 as is_accountable
from memberships as member
inner join school_years
    on member.county_id = school_years.county_id
left join described
    on
        member.county_id = described.county_id
        and member.group_id = described.group_id
where {{ holds_on('member', first_day_of('school_years.school_year')) }}
-- grouped, because two spans of one school may be given for the same day
group by
    member.county_id,
    member.group_id,
    member.school_id,
    school_years.school_year
