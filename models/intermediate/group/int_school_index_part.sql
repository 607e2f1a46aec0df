-- grain: one row per assessment cycle, school with a stage in scope and part of the
-- declared index that its county knows of some school
-- every part stands on the T scale among the county's schools, each counted once
with resources as (
    select * from {{ ref('fct_school_resource') }}
    where is_in_scope
),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

exams as (
    select * from {{ ref('dim_exam') }}
    where is_school_level_releasable
),

scores as (
    select * from {{ ref('fct_quality_score') }}
    where entity_type = 'school' and denominator = 'takers'
),

resource_parts as (
    select
        cycle_id,
        county_id,
        school_id,
        -- beyond the standard there is nothing to make good
        {{ mean_of_part(
            'true',
            'case when ratio_to_standard > 1 then 1 else ratio_to_standard end',
            'denominator'
        ) }} as value
    from resources
    group by cycle_id, county_id, school_id
),

monitoring_parts as (
    select
        cycle.cycle_id,
        cycle.county_id,
        score.entity_id as school_id,
        {{ mean_of_part('true', 'score.t_score', 'score.pupil_count') }} as value
    from county_cycles as cycle
    inner join exams as exam
        on
            cycle.county_id = exam.county_id
            and cycle.statistics_school_year - 1 = exam.school_year
    inner join scores as score
        on
            exam.county_id = score.county_id
            and exam.exam_id = score.exam_id
    group by cycle.cycle_id, cycle.county_id, score.entity_id
),

parts as (
    select
        school.cycle_id,
        school.county_id,
        school.school_id,
        'resource' as part,
        school.value
    from resource_parts as school
    union all
    select
        school.cycle_id,
        school.county_id,
        school.school_id,
        'monitoring' as part,
        score.value
    from resource_parts as school
    left join monitoring_parts as score
        on
            school.cycle_id = score.cycle_id
            and school.county_id = score.county_id
            and school.school_id = score.school_id
),

means as (
    select
        cycle_id,
        county_id,
        part,
        count(value) as known_count,
        {{ ratio(exact_sum('value'), 'count(value)') }} as mean
    from parts
    group by cycle_id, county_id, part
),

spreads as (
    select
        means.cycle_id,
        means.county_id,
        means.part,
        means.mean,
        -- shares of a standard lie close together
        sqrt({{ ratio(
            exact_sum('power(parts.value - means.mean, 2)', 24), 'count(parts.value)'
        ) }}) as standard_deviation
    from means
    inner join parts
        on
            means.cycle_id = parts.cycle_id
            and means.county_id = parts.county_id
            and means.part = parts.part
    where means.known_count > 0
    group by means.cycle_id, means.county_id, means.part, means.mean
)

select
    parts.cycle_id,
    parts.county_id,
    parts.school_id,
    parts.part,
    parts.value,
    -- where all schools are alike, each is at the mean
    case
        when parts.value is not null
            then
                50 + 10 * coalesce(
                    {{ ratio(
                        'parts.value - spreads.mean', 'spreads.standard_deviation'
                    ) }},
                    0
                )
    end as t_score
from parts
inner join spreads
    on
        parts.cycle_id = spreads.cycle_id
        and parts.county_id = spreads.county_id
        and parts.part = spreads.part
