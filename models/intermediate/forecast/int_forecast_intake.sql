-- grain: one row per assessment cycle, county, stage, school year ahead and scenario
-- pupils that enter the stage: those now so many grades below in schools that are known
-- in all years, or the children counted who enter grade 1 so many years before, less
-- who left on the way; where nobody counted them and the choice says so, as many as in
-- grade 1 now
with years as (select * from {{ ref('int_forecast_year') }}),

rostered as (
    select * from {{ ref('int_forecast_rostered') }}
    where school_year = base_school_year
),

cohorts as (select * from {{ ref('int_cohort_born') }}),

progressions as (select * from {{ ref('int_grade_progressed') }}),

grades as (
    select
        cycle_id,
        county_id,
        grade,
        sum(case when is_always_known then pupil_count end) as known_count,
        case when count(*) = count(pupil_count) then sum(pupil_count) end
            as whole_count
    from rostered
    group by cycle_id, county_id, grade
),

stages as (
    -- distinct: a stage has several grades and schools
    select distinct
        cycle_id,
        county_id,
        stage,
        first_grade
    from rostered
),

entering as (
    select
        years.*,
        stages.stage,
        stages.first_grade,
        cohorts.child_count,
        case
            when stages.first_grade > years.year_count
                then stages.first_grade - years.year_count
            when cohorts.child_count is null and years.without_births = 'last_intake'
                then 1
            else 0
        end as from_grade
    from years
    inner join stages
        on
            years.cycle_id = stages.cycle_id
            and years.county_id = stages.county_id
    left join cohorts
        on
            years.cycle_id = cohorts.cycle_id
            and years.county_id = cohorts.county_id
            and years.school_year - stages.first_grade + 1 = cohorts.entry_year
),

sourced as (
    select
        entering.*,
        case
            when entering.from_grade = 0 then entering.child_count
            when entering.from_grade = entering.first_grade then grades.whole_count
            else grades.known_count
        end as source_count,
        case
            when entering.from_grade = entering.first_grade then 1
            else progressed.progression_ratio
        end as progression_ratio
    from entering
    left join grades
        on
            entering.cycle_id = grades.cycle_id
            and entering.county_id = grades.county_id
            and entering.from_grade = grades.grade
    left join progressions as progressed
        on
            entering.cycle_id = progressed.cycle_id
            and entering.county_id = progressed.county_id
            and entering.scenario = progressed.scenario
            and entering.from_grade = progressed.from_grade
            and entering.first_grade = progressed.to_grade
)

select
    cycle_id,
    county_id,
    stage,
    school_year,
    scenario,
    source_count * progression_ratio as entrant_count,
    case
        when from_grade = 0 and child_count is null then 'births_missing'
        when source_count is null or progression_ratio is null then 'intake_unseen'
    end as missing_reason
from sourced
