-- grain: one row per assessment cycle, school, grade, school year ahead and scenario
-- who is in the school's stage now moves up by the county's ratios; who is not yet is
-- the school's share of the intake of the year in which the grade enters the stage
with years as (select * from {{ ref('int_forecast_year') }}),

rostered as (
    select * from {{ ref('int_forecast_rostered') }}
    where school_year = base_school_year
),

intakes as (select * from {{ ref('int_forecast_intake') }}),

shares as (select * from {{ ref('int_intake_shared') }}),

progressions as (select * from {{ ref('int_grade_progressed') }}),

seen as (
    -- distinct: a county has many steps. Above grade 1 they need two years
    select distinct
        cycle_id,
        county_id
    from {{ ref('int_grade_step') }}
    where grade > 1
),

ahead as (
    select
        years.*,
        school.school_id,
        school.stage,
        school.grade,
        school.first_grade,
        school.pupil_count as pupil_count_now,
        school.grade - years.year_count >= school.first_grade as is_in_stage,
        greatest(school.grade - years.year_count, school.first_grade) as from_grade,
        years.school_year - school.grade + school.first_grade as entry_school_year
    from years
    inner join rostered as school
        on
            years.cycle_id = school.cycle_id
            and years.county_id = school.county_id
    where school.is_taught
),

sourced as (
    select
        ahead.*,
        case
            when ahead.is_in_stage then now.pupil_count
            else {{ ratio(
                'intake.entrant_count * share.entrant_count',
                'share.county_entrant_count'
            ) }}
        end as source_count,
        case
            when ahead.from_grade = ahead.grade then 1
            else progressed.progression_ratio
        end as progression_ratio,
        case
            when ahead.pupil_count_now is null then 'class_roster_missing'
            when seen.cycle_id is null then 'no_year_pair'
            when not ahead.is_in_stage then intake.missing_reason
        end as reason
    from ahead
    left join rostered as now
        on
            ahead.cycle_id = now.cycle_id
            and ahead.county_id = now.county_id
            and ahead.school_id = now.school_id
            and ahead.from_grade = now.grade
    left join seen
        on
            ahead.cycle_id = seen.cycle_id
            and ahead.county_id = seen.county_id
    left join intakes as intake
        on
            ahead.cycle_id = intake.cycle_id
            and ahead.county_id = intake.county_id
            and ahead.stage = intake.stage
            and ahead.entry_school_year = intake.school_year
            and ahead.scenario = intake.scenario
    left join shares as share
        on
            ahead.cycle_id = share.cycle_id
            and ahead.county_id = share.county_id
            and ahead.school_id = share.school_id
            and ahead.stage = share.stage
    left join progressions as progressed
        on
            ahead.cycle_id = progressed.cycle_id
            and ahead.county_id = progressed.county_id
            and ahead.scenario = progressed.scenario
            and ahead.from_grade = progressed.from_grade
            and ahead.grade = progressed.to_grade
)

select
    cycle_id,
    county_id,
    school_id,
    stage,
    grade,
    first_grade,
    school_year,
    scenario,
    pupil_count_now,
    case
        when reason is not null then null
        when source_count = 0 then 0
        else source_count * progression_ratio
    end as pupil_count,
    case
        when reason is not null then reason
        when source_count is null then 'intake_unseen'
        when source_count > 0 and progression_ratio is null then 'ratio_unseen'
    end as missing_reason
from sourced
