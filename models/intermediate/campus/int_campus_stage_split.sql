-- grain: one row per campus (a school as it is listed), stage and school year
-- a campus is split by its own pupils × weight, before anything is merged; one with a
-- single stage is not split (standard.md 2.3)
with counted as (select * from {{ ref('int_campus_pupil_counted') }}),

weighted as (
    select
        *,
        cast(weight * pupil_count as decimal(14, 2)) as weighted_count,
        min(case when pupil_count is null then stage || '_pupil_count' end) over (
            partition by county_id, school_year, school_id
        ) as unknown_field
    from counted
),

summed as (
    select
        *,
        cast(
            sum(weighted_count) over (
                partition by county_id, school_year, school_id
            ) as decimal(14, 2)
        ) as weighted_count_of_campus
    from weighted
)

select
    county_id,
    school_year,
    school_id,
    stage,
    pupil_count,
    case
        when not is_split then 1
        when unknown_field is null
            then {{ ratio('weighted_count', 'weighted_count_of_campus') }}
    end as split_weight,
    case when is_split then unknown_field end as missing_field
from summed
