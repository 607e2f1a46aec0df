{{ config(materialized='ephemeral') }}
-- grain: one row per score and entity that answers for it
-- only the statuses that can count; an entity that is unknown has no row
with scores as (select * from {{ ref('int_score_matched') }}),

schools as (select * from {{ ref('dim_school') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

placed as (
    select
        score.*,
        kind.entity_type,
        case kind.entity_type
            when 'class' then score.school_id || '|' || score.class_name
            when 'school' then score.school_id
            when 'stratum' then score.county_id || '|' || school.urban_rural
            when 'group' then member.group_id
            else score.county_id
        end as entity_id
    from scores as score
    cross join (
        values ('class'), ('school'), ('stratum'), ('group'), ('county')
    ) as kind (entity_type)
    left join schools as school
        on
            kind.entity_type = 'stratum'
            and score.county_id = school.county_id
            and score.school_id = school.school_id
            and score.school_year = school.school_year
    left join members as member
        on
            kind.entity_type = 'group'
            and score.county_id = member.county_id
            and score.school_id = member.school_id
            and score.school_year = member.school_year
    where score.status in ('taken', 'absent', 'cheated', 'no_score')
)

select *
from placed
where entity_id is not null
