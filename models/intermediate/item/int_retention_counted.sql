-- grain: one row per school with a junior stage and assessment cycle: its leaving class
-- and what became of it in three years (巩固率, standard.md 2.6)
-- whom a parent's form contains stands there; a school that opened after the class
-- entered has none, if it says nothing of one
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

cycles as (select * from {{ ref('assessment_cycle') }}),

scopes as (
    select * from {{ ref('int_stage_scoped') }}
    where scope_id = 'Q1' and is_in_scope
),

schools as (select * from {{ ref('int_school_profiled') }}),

profiles as (select * from {{ ref('stg_school_profile') }}),

listed as (
    select
        cycle.county_id,
        cycle.cycle_id,
        scopes.school_id,
        school.is_included_in_parent,
        school.parent_school_id,
        school.founded_year > cycles.cohort_entry_year
        and coalesce(
            profiles.graduate_count,
            profiles.graduate_cohort_entrant_count,
            profiles.graduate_cohort_moved_in_count,
            profiles.graduate_cohort_moved_out_count,
            profiles.graduate_cohort_death_count
        ) is null as is_without_class,
        profiles.graduate_count,
        profiles.graduate_cohort_entrant_count as entrant_count,
        profiles.graduate_cohort_moved_in_count as moved_in_count,
        profiles.graduate_cohort_moved_out_count as moved_out_count,
        profiles.graduate_cohort_death_count as death_count
    from county_cycles as cycle
    inner join cycles
        on cycle.cycle_id = cycles.cycle_id
    inner join scopes
        on
            cycle.county_id = scopes.county_id
            and cycle.statistics_school_year = scopes.school_year
    inner join schools as school
        on
            scopes.county_id = school.county_id
            and scopes.school_year = school.school_year
            and scopes.school_id = school.school_id
    left join profiles
        on
            scopes.county_id = profiles.county_id
            and scopes.school_year = profiles.school_year
            and scopes.school_id = profiles.school_id
)

select
    listed.county_id,
    listed.cycle_id,
    listed.school_id,
    listed.graduate_count,
    listed.entrant_count,
    listed.moved_in_count,
    listed.moved_out_count,
    listed.death_count
from listed
left join listed as parent
    on
        listed.county_id = parent.county_id
        and listed.cycle_id = parent.cycle_id
        and listed.parent_school_id = parent.school_id
        and listed.school_id <> parent.school_id
        and listed.is_included_in_parent
where
    parent.school_id is null
    and not coalesce(listed.is_without_class, false)
