-- grain: one row per exam and stratum that its sample was drawn from
-- beside strata, a row of the whole county says nothing more
with strata as (
    select
        *,
        max(case when sample_stratum <> 'county' then 1 else 0 end) over (
            partition by county_id, exam_id
        ) = 1 as is_stratified
    from {{ ref('stg_exam_sample') }}
)

select
    county_id,
    exam_id,
    sample_stratum,
    is_stratified,
    population_school_count,
    population_pupil_count,
    count(*) over (partition by county_id, exam_id) as planned_stratum_count,
    cast(
        sum(population_school_count) over (partition by county_id, exam_id) as bigint
    ) as planned_school_count,
    cast(sum(population_pupil_count) over (partition by county_id, exam_id) as bigint)
        as planned_pupil_count
from strata
where not is_stratified or sample_stratum <> 'county'
