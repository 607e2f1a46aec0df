-- grain: one row per entity (school or county), school year and stage
-- a school stage of which a row contradicts itself is in no sum, so that schools still
-- add up to their county
with results as (select * from {{ ref('stg_fitness_result') }}),

classes as (select * from {{ ref('stg_class_roster') }}),

grades as (select * from {{ ref('int_grade_placed') }}),

grade_pupils as (
    select
        county_id,
        sender_id,
        school_year,
        grade,
        sum(pupil_count) as pupil_count
    from classes
    group by county_id, sender_id, school_year, grade
),

placed as (
    select
        result.county_id,
        cast(result.school_year as integer) as school_year,
        result.sender_id as school_id,
        grades.stage,
        pupils.pupil_count,
        result.tested_count,
        result.excellent_count,
        result.good_count,
        result.pass_count,
        result.fail_count,
        max(
            case
                when
                    result.tested_count
                    <> result.excellent_count
                    + result.good_count
                    + result.pass_count
                    + result.fail_count
                    then 1
                else 0
            end
        ) over (
            partition by
                result.county_id, result.school_year, result.sender_id, grades.stage
        ) as is_contradicting
    from results as result
    inner join grades
        on {{ grade_of('grades', 'result', 'result.school_year') }}
    left join grade_pupils as pupils
        on
            result.county_id = pupils.county_id
            and result.sender_id = pupils.sender_id
            and result.school_year = pupils.school_year
            and result.grade = pupils.grade
),

entities as (
    select
        *,
        'school' as entity_type,
        school_id as entity_id
    from placed
    union all
    select
        *,
        'county' as entity_type,
        county_id as entity_id
    from placed
)

select
    county_id,
    school_year,
    entity_type,
    entity_id,
    stage,
    count(distinct case when is_contradicting = 0 then school_id end) as school_count,
    count(distinct case when is_contradicting = 1 then school_id end)
        as contradicting_school_count,
    {% for name in ['tested', 'excellent', 'good', 'pass', 'fail'] -%}
        sum(case when is_contradicting = 0 then {{ name }}_count end)
            as {{ name }}_count,
    {% endfor -%}
    -- of a grade without a list of classes nobody knows how many were not tested
    case
        when
            count(case when is_contradicting = 0 then 1 end)
            = count(case when is_contradicting = 0 then pupil_count end)
            then sum(case when is_contradicting = 0 then pupil_count end)
    end as pupil_count
from entities
group by county_id, school_year, entity_type, entity_id, stage
