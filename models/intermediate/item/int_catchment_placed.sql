-- grain: one row per school stage in the scope of G13 and school year: pupils who
-- count, and of them those from the catchment
-- those admitted this autumn, or all who are enrolled; those assigned by the authority
-- count as from the catchment where the county has chosen so
with scoped as (
    select * from {{ ref('int_stage_scoped') }}
    where scope_id = 'G13' and is_in_scope
),

intake as (select * from {{ ref('stg_catchment') }}),

choices as (select * from {{ ref('int_choice_resolved') }}),

chosen as (
    select
        county_id,
        school_year,
        max(case when choice = 'catchment_pupils' then value end) as pupils,
        max(case when choice = 'assigned_in_catchment' then value end) as assigned
    from choices
    group by county_id, school_year
),

counted as (
    select
        intake.county_id,
        cast(intake.school_year as integer) as school_year,
        intake.school_id,
        intake.stage,
        intake.intake_place = 'in_catchment'
        or (intake.intake_place = 'assigned' and chosen.assigned = 'counts') as is_near,
        case
            when chosen.pupils = 'enrolled' then intake.pupil_count
            else intake.entrant_count
        end as counted_count
    from intake
    left join chosen
        on
            intake.county_id = chosen.county_id
            and cast(intake.school_year as string) = cast(chosen.school_year as string)
)

select
    scoped.county_id,
    scoped.school_year,
    scoped.school_id,
    scoped.stage,
    scoped.scope_reason = 'boarding_unknown' as is_scope_open,
    count(counted.school_id) > 0
    and count(counted.school_id) = count(counted.counted_count) as is_known,
    sum(counted.counted_count) as whole,
    coalesce(sum(case when counted.is_near then counted.counted_count end), 0) as part
from scoped
left join counted
    on
        scoped.county_id = counted.county_id
        and scoped.school_year = counted.school_year
        and scoped.school_id = counted.school_id
        and scoped.stage = counted.stage
group by
    scoped.county_id,
    scoped.school_year,
    scoped.school_id,
    scoped.stage,
    scoped.scope_reason
