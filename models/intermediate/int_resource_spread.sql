-- grain: one row per assessment cycle, county, stage and indicator with schools in
-- scope
-- weighted by pupils, population form; nothing is averaged while a school is missing
with resources as (select * from {{ ref('fct_school_resource') }}),

counted as (
    select * from resources
    where is_in_scope
),

means as (
    select
        cycle_id,
        county_id,
        stage,
        indicator_id,
        count(*) as school_count,
        count(*) - count(value) as incomplete_school_count,
        sum(denominator) as pupil_count,
        case
            when count(*) = count(value)
                then {{ ratio(exact_sum('denominator * value'), 'sum(denominator)') }}
        end as mean
    from counted
    group by cycle_id, county_id, stage, indicator_id
),

squares as (
    select
        means.cycle_id,
        means.county_id,
        means.stage,
        means.indicator_id,
        {{ exact_sum(
            'counted.denominator * power(counted.value - means.mean, 2)'
        ) }} as square_sum
    from means
    inner join counted
        on
            means.cycle_id = counted.cycle_id
            and means.county_id = counted.county_id
            and means.stage = counted.stage
            and means.indicator_id = counted.indicator_id
    group by means.cycle_id, means.county_id, means.stage, means.indicator_id
)

select
    means.*,
    sqrt({{ ratio('squares.square_sum', 'means.pupil_count') }}) as standard_deviation,
    {{ ratio(
        'sqrt(' ~ ratio('squares.square_sum', 'means.pupil_count') ~ ')', 'means.mean'
    ) }} as cv
from means
inner join squares
    on
        means.cycle_id = squares.cycle_id
        and means.county_id = squares.county_id
        and means.stage = squares.stage
        and means.indicator_id = squares.indicator_id
