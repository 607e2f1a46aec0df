-- grain: one row per assessment cycle and school: G4
-- pupils of the compulsory grades with those of merged branches; the junior part of a
-- complete secondary school has the limit of one stage (standard.md 12.7); who may
-- have no class of these grades has the limit nought
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

scoped as (
    select * from {{ ref('int_school_scoped') }}
    where scope_id = 'G4'
),

schools as (select * from {{ ref('int_school_profiled') }}),

size_stages as (select * from {{ ref('school_size_stage') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

merged as (
    select * from {{ ref('int_school_stage_merged') }}
    where is_judged
),

rules as (
    select * from {{ ref('int_school_rule_resolved') }}
    where indicator_id = 'G4'
),

counted as (
    select
        merged.county_id,
        merged.school_year,
        merged.school_id,
        sum(merged.pupil_count) as known_count,
        count(*) - count(merged.pupil_count) as unknown_count,
        min(case when stages.scope_reason = 'merged_into_parent' then 1 else 0 end) = 1
            as is_merged,
        max(case when merged.has_profile then 1 else 0 end) = 1 as has_profile
    from merged
    inner join stages
        on
            merged.county_id = stages.county_id
            and merged.school_year = stages.school_year
            and merged.school_id = stages.school_id
            and merged.stage = stages.stage
    group by merged.county_id, merged.school_year, merged.school_id
),

limited as (
    select
        cycle.county_id,
        cycle.cycle_id,
        scoped.school_id,
        scoped.scope_reason,
        rules.stage,
        rules.threshold_id,
        rules.limit_value,
        counted.known_count,
        counted.unknown_count,
        counted.is_merged,
        counted.has_profile,
        case
            when not scoped.is_in_scope or counted.is_merged then 'not_applicable'
            when counted.known_count > rules.limit_value then 'not_met'
            when counted.unknown_count > 0 then 'incomplete'
            else 'met'
        end as verdict
    from county_cycles as cycle
    inner join scoped
        on
            cycle.county_id = scoped.county_id
            and cycle.statistics_school_year = scoped.school_year
    inner join schools
        on
            scoped.county_id = schools.county_id
            and scoped.school_year = schools.school_year
            and scoped.school_id = schools.school_id
    inner join counted
        on
            scoped.county_id = counted.county_id
            and scoped.school_year = counted.school_year
            and scoped.school_id = counted.school_id
    inner join size_stages
        on schools.school_type = size_stages.school_type
    inner join rules
        on
            scoped.county_id = rules.county_id
            and scoped.school_year = rules.school_year
            and scoped.school_id = rules.school_id
            and size_stages.stage = rules.stage
)

select
    county_id,
    cycle_id,
    'school' as entity_type,
    school_id as entity_id,
    'G4' as indicator_id,
    stage,
    case when unknown_count = 0 then known_count end as value,
    case when unknown_count = 0 then known_count end as numerator,
    cast(null as double) as denominator,
    limit_value,
    verdict,
    false as is_borderline,
    case
        when scope_reason <> 'in_scope' then scope_reason
        when is_merged then 'merged_into_parent'
        when verdict = 'not_met' and limit_value = 0 then 'classes_not_allowed'
        when verdict = 'not_met' then 'school_too_large'
        when verdict = 'incomplete' and not has_profile then 'profile_missing'
        when verdict = 'incomplete' then 'pupils_missing'
    end as reason,
    threshold_id,
    'rows' as rests_on
from limited
