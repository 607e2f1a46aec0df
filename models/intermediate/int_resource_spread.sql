-- grain: one row per assessment cycle, county, stage and indicator with schools in
-- scope
-- weighted by pupils, population form; nothing is averaged while a school is missing,
-- but the coefficient has a least: all missing schools at Σpx² ÷ Σpx of the known
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
        {{ joined_text(
            'case when value is null then school_name end', '、', 'school_id'
        ) }} as incomplete_school_names,
        sum(denominator) as pupil_count,
        case
            when count(*) = count(value)
                then {{ ratio(exact_sum('denominator * value'), 'sum(denominator)') }}
        end as mean,
        {{ exact_sum('denominator * value') }} as known_sum,
        {{ exact_sum('denominator * value * value') }} as known_square_sum,
        -- without its pupils a missing school may weigh as much as it likes
        case
            when count(*) = count(denominator)
                then sum(case when value is null then denominator else 0 end)
        end as missing_pupil_count
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
),

spread as (
    select
        means.*,
        sqrt({{ ratio('squares.square_sum', 'means.pupil_count') }})
            as standard_deviation,
        {{ ratio(
            'means.pupil_count * means.known_square_sum',
            'means.known_sum * means.known_sum'
            ~ ' + means.missing_pupil_count * means.known_square_sum'
        ) }} - 1 as least_square
    from means
    inner join squares
        on
            means.cycle_id = squares.cycle_id
            and means.county_id = squares.county_id
            and means.stage = squares.stage
            and means.indicator_id = squares.indicator_id
)

select
    cycle_id,
    county_id,
    stage,
    indicator_id,
    school_count,
    incomplete_school_count,
    incomplete_school_names,
    pupil_count,
    mean,
    standard_deviation,
    {{ ratio('standard_deviation', 'mean') }} as cv,
    case
        when incomplete_school_count > 0
            then sqrt(greatest(coalesce(least_square, 0), 0))
    end as least_cv
from spread
