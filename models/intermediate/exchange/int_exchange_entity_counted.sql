-- grain: one row per entity, school year and count mode
with all_parts as (select * from {{ ref('int_exchange_part') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

parts as (
    select
        part.county_id,
        part.school_year,
        part.part,
        part.teacher_token,
        part.school_id,
        part.stage,
        part.subject,
        part.is_eligible,
        part.is_eligible_leader,
        part.is_backbone,
        part.is_leader,
        part.flow,
        mode.count_mode,
        part.part = 'moved' and part.count_mode = mode.count_mode as is_counted,
        part.part = 'undecided' and part.count_mode = mode.count_mode as is_undecided
    from all_parts as part
    cross join (values ('new'), ('in_force')) as mode (count_mode)
),

entities as (
    select
        parts.*,
        kind.entity_type,
        case kind.entity_type
            when 'county' then parts.county_id
            when 'stage' then parts.stage
            when 'subject' then parts.subject
            when 'school' then parts.school_id
            -- group or district
            else member.group_id
        end as entity_id
    from parts
    cross join (
        values
        ('county'), ('stage'), ('subject'), ('school'), ('group'), ('district')
    ) as kind (entity_type)
    left join members as member
        on
            kind.entity_type
            = case member.group_type when 'district' then 'district' else 'group' end
            and parts.county_id = member.county_id
            and parts.school_id = member.school_id
            and parts.school_year = member.school_year
)

select
    entity_type,
    entity_id,
    county_id,
    school_year,
    count_mode,
    count(case when part = 'listed' and is_eligible then 1 end) as eligible_count,
    count(case when part = 'listed' and is_eligible_leader then 1 end)
        as leader_eligible_count,
    count(case when is_counted then 1 end) as exchanged_count,
    count(case when is_counted and is_eligible then 1 end) as exchanged_eligible_count,
    count(case when is_counted and is_backbone then 1 end) as backbone_exchanged_count,
    count(case when is_counted and is_backbone is null then 1 end)
        as title_unknown_count,
    count(case when is_undecided then 1 end) as undecided_count,
    count(case when is_undecided and coalesce(is_backbone, true) then 1 end)
        as undecided_backbone_count,
    count(case when is_undecided and not coalesce(is_backbone, false) then 1 end)
        as undecided_other_count,
    count(case when is_counted and is_leader then 1 end) as leader_exchanged_count,
    count(case when is_counted and flow = 'town_to_village' then 1 end)
        as town_to_village_count,
    count(case when is_counted and flow = 'village_to_town' then 1 end)
        as village_to_town_count
from entities
where entity_id is not null
group by entity_type, entity_id, county_id, school_year, count_mode
