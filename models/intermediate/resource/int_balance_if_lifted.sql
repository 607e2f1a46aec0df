-- grain: one row per assessment cycle, school stage in scope and indicator R1 to R7
-- the coefficient of variation if this school alone stood at the county's mean of
-- today: the mean and the mean of squares move by its share of the pupils
with resources as (
    select * from {{ ref('fct_school_resource') }}
    where is_in_scope
),

balances as (select * from {{ ref('fct_resource_balance') }}),

weighed as (
    select
        resource.cycle_id,
        resource.county_id,
        resource.school_id,
        resource.stage,
        resource.indicator_id,
        resource.value,
        resource.denominator,
        balance.mean,
        balance.cv,
        {{ ratio('resource.denominator', 'balance.pupil_count') }} as pupil_share,
        balance.standard_deviation * balance.standard_deviation as variance
    from resources as resource
    inner join balances as balance
        on
            resource.cycle_id = balance.cycle_id
            and resource.county_id = balance.county_id
            and resource.stage = balance.stage
            and resource.indicator_id = balance.indicator_id
    where balance.cv is not null
),

moved as (
    select
        *,
        mean + pupil_share * (mean - value) as mean_if_lifted,
        variance
        + mean * mean
        + pupil_share * (mean * mean - value * value) as mean_square_if_lifted
    from weighed
)

select
    cycle_id,
    county_id,
    school_id,
    stage,
    indicator_id,
    case when value < mean then mean - value end as value_below_mean,
    case
        when value < mean
            then {{ ratio(
                'sqrt(greatest('
                ~ 'mean_square_if_lifted - mean_if_lifted * mean_if_lifted, 0))',
                'mean_if_lifted'
            ) }}
    end as cv_if_at_mean,
    cv
from moved
