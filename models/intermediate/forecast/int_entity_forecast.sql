-- grain: one row per assessment cycle, school stage or county and stage, school year
-- ahead and scenario
-- a school with the campuses that are merged into it; a county with all its schools
with years as (select * from {{ ref('int_forecast_year') }}),

campuses as (select * from {{ ref('int_stage_forecast') }}),

stages as (
    -- distinct: a county has many schools; special ones go by no grades
    select distinct
        county_id,
        school_year,
        stage
    from {{ ref('dim_school_stage') }}
    where scope_reason <> 'excluded_type'
),

members as (select * from {{ ref('int_school_member_counted') }}),

parts as (
    select
        years.cycle_id,
        years.county_id,
        years.base_school_year,
        years.school_year,
        years.scenario,
        'school_stage' as entity_type,
        member.school_id as entity_id,
        member.stage,
        member.member_school_id as campus_school_id
    from years
    inner join members as member
        on
            years.county_id = member.county_id
            and years.base_school_year = member.school_year
            and member.stage in ('primary', 'junior')
    union all
    select
        years.cycle_id,
        years.county_id,
        years.base_school_year,
        years.school_year,
        years.scenario,
        'county' as entity_type,
        years.county_id as entity_id,
        stages.stage,
        campus.school_id as campus_school_id
    from years
    inner join stages
        on
            years.county_id = stages.county_id
            and years.base_school_year = stages.school_year
    left join campuses as campus
        on
            years.cycle_id = campus.cycle_id
            and years.county_id = campus.county_id
            and years.school_year = campus.school_year
            and years.scenario = campus.scenario
            and stages.stage = campus.stage
)

select
    parts.cycle_id,
    parts.county_id,
    parts.base_school_year,
    parts.school_year,
    parts.scenario,
    parts.entity_type,
    parts.entity_id,
    parts.stage,
    count(*) as campus_count,
    count(*) - count(campus.pupil_count) as missing_campus_count,
    case
        when count(*) = count(campus.pupil_count_now) then sum(campus.pupil_count_now)
    end as pupil_count_now,
    case
        when count(*) = count(campus.pupil_count)
            then {{ exact_sum('campus.pupil_count') }}
    end as pupil_count,
    case
        when count(*) = count(campus.entrant_count)
            then {{ exact_sum('campus.entrant_count') }}
    end as entrant_count,
    min(
        case
            when campus.pupil_count is null
                then coalesce(campus.missing_reason, 'class_roster_missing')
        end
    ) as missing_reason
from parts
left join campuses as campus
    on
        parts.cycle_id = campus.cycle_id
        and parts.county_id = campus.county_id
        and parts.school_year = campus.school_year
        and parts.scenario = campus.scenario
        and parts.campus_school_id = campus.school_id
        and parts.stage = campus.stage
group by
    parts.cycle_id,
    parts.county_id,
    parts.base_school_year,
    parts.school_year,
    parts.scenario,
    parts.entity_type,
    parts.entity_id,
    parts.stage
