-- grain: one row per campus of a school that lists several, stage it has, school year
-- and figure that is split
-- each campus by its own pupils × weight; one with a single stage is not split
-- (standard.md 2.3)
with stated as (select * from {{ ref('int_campus_stated') }}),

agreed as (select * from {{ ref('int_campus_agreed') }}),

stages as (select * from {{ ref('int_campus_pupil_counted') }}),

counted as (
    select
        agreed.county_id,
        agreed.school_year,
        agreed.school_id,
        stated.campus_name,
        stage.stage,
        cast(stage.weight * stated.amount as decimal(18, 2)) as weighted_count
    from agreed
    inner join stages as stage
        on
            agreed.county_id = stage.county_id
            and agreed.school_year = stage.school_year
            and agreed.school_id = stage.school_id
    inner join stated
        on
            agreed.county_id = stated.county_id
            and agreed.school_year = stated.school_year
            and agreed.school_id = stated.school_id
            and stage.stage || '_pupil_count' = stated.field
    where stated.amount > 0
),

weighted as (
    select
        *,
        cast(
            sum(weighted_count) over (
                partition by county_id, school_year, school_id, campus_name
            ) as decimal(18, 2)
        ) as weighted_count_of_campus
    from counted
)

select
    weighted.county_id,
    weighted.school_year,
    weighted.school_id,
    weighted.campus_name,
    weighted.stage,
    stated.field,
    stated.amount,
    {{ ratio('weighted.weighted_count', 'weighted.weighted_count_of_campus') }}
        as split_weight
from weighted
inner join stated
    on
        weighted.county_id = stated.county_id
        and weighted.school_year = stated.school_year
        and weighted.school_id = stated.school_id
        and weighted.campus_name = stated.campus_name
where stated.field not like '%_pupil_count'
