-- grain: one row per school and school year in which it belongs to a group that covers
with members as (select * from {{ ref('int_group_member_placed') }}),

groups as (select * from {{ ref('int_group_described') }}),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'coverage_group_types'
)

-- distinct: a school may belong to several groups
select distinct
    member.county_id,
    member.school_id,
    member.school_year
from members as member
inner join groups as named
    on
        member.county_id = named.county_id
        and member.group_id = named.group_id
inner join choices as choice
    on
        member.county_id = choice.county_id
        and member.school_year = choice.school_year
        and {{ is_one_of('named.group_type', 'choice.value') }}
