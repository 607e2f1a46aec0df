-- grain: one row per assessment cycle, county, scenario, grade from and grade to
-- share of a grade (0: the children counted) that is in a later grade the years after:
-- the product of the ratios of the steps, smallest, pooled or largest that were seen
with recursive steps as (select * from {{ ref('int_grade_step') }}),

pooled as (
    select
        cycle_id,
        county_id,
        grade,
        min({{ ratio('after_count', 'before_count') }}) as least_ratio,
        {{ ratio('sum(after_count)', 'sum(before_count)') }} as pooled_ratio,
        max({{ ratio('after_count', 'before_count') }}) as most_ratio
    from steps
    group by cycle_id, county_id, grade
),

ratios as (
    select
        pooled.cycle_id,
        pooled.county_id,
        scenarios.scenario,
        pooled.grade,
        case scenarios.scenario
            when 'low' then pooled.least_ratio
            when 'middle' then pooled.pooled_ratio
            else pooled.most_ratio
        end as step_ratio
    from pooled
    cross join (values ('low'), ('middle'), ('high')) as scenarios (scenario)
),

progressed as (
    select
        cycle_id,
        county_id,
        scenario,
        grade - 1 as from_grade,
        grade as to_grade,
        step_ratio as progression_ratio
    from ratios
    union all
    select
        progressed.cycle_id,
        progressed.county_id,
        progressed.scenario,
        progressed.from_grade,
        ratios.grade as to_grade,
        progressed.progression_ratio * ratios.step_ratio as progression_ratio
    from progressed
    inner join ratios
        on
            progressed.cycle_id = ratios.cycle_id
            and progressed.county_id = ratios.county_id
            and progressed.scenario = ratios.scenario
            and progressed.to_grade + 1 = ratios.grade
)

select
    cycle_id,
    county_id,
    scenario,
    from_grade,
    to_grade,
    progression_ratio
from progressed
