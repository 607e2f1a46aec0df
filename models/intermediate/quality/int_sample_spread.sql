-- grain: one row per county, exam and subject of a sample
-- variances are those of the sum of n parts: those of the mean are n² times less
with sums as (select * from {{ ref('int_sample_summed') }}),

spreads as (select * from {{ ref('int_sample_stratum_spread') }}),

plans as (
    select distinct
        county_id,
        exam_id,
        planned_stratum_count,
        planned_school_count,
        planned_pupil_count
    from {{ ref('int_sample_stratum_planned') }}
),

summed as (
    select
        county_id,
        exam_id,
        subject,
        count(*) as stratum_count,
        count(population_school_count) as planned_count,
        count(case when between_variance is null then 1 end) as single_count,
        count(case when school_count > population_school_count then 1 end)
            as overdrawn_count,
        {{ exact_sum('weighted_square_sum') }} as weighted_square_sum,
        {{ exact_sum('between_variance + within_variance') }} as variance
    from spreads
    group by county_id, exam_id, subject
)

select
    sums.*,
    plans.planned_school_count,
    plans.planned_pupil_count,
    spread.stratum_count,
    {{ ratio('spread.variance', 'sums.taker_count * sums.taker_count') }}
        as mean_variance,
    -- of as many pupils drawn one by one from all of them
    (1 - coalesce({{ ratio('sums.taker_count', 'plans.planned_pupil_count') }}, 0))
    * {{ ratio(
        'spread.weighted_square_sum', 'sums.taker_count * (sums.taker_count - 1)'
    ) }} as simple_variance,
    case
        when sums.weight_count = 0 then 'no_weights'
        when sums.weight_count < sums.taker_count then 'weights_incomplete'
        when plans.exam_id is not null and spread.planned_count < spread.stratum_count
            then 'stratum_unknown'
        when spread.planned_count < plans.planned_stratum_count
            then 'stratum_without_sample'
        when
            spread.overdrawn_count > 0
            or sums.taker_count > plans.planned_pupil_count
            then 'population_too_small'
        when
            spread.single_count > 0 or sums.school_count = spread.stratum_count
            then 'one_school_in_stratum'
        when plans.exam_id is null then 'population_unknown'
    end as reason
from sums
left join summed as spread
    on {{ same_paper('sums', 'spread') }}
left join plans
    on sums.county_id = plans.county_id and sums.exam_id = plans.exam_id
