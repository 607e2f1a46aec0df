-- grain: one row per term with scores and school year in which help began, where five
-- and five schools can be compared
-- analysis of covariance: difference of means less the slope within both sides times
-- the difference of baselines; the p value is the share of draws at least as far from
-- nothing, the real one counted
with draws as (select * from {{ ref('int_help_permuted') }}),

means as (
    select
        *,
        {{ ratio('drawn_sum', 'helped_count') }} as drawn_mean,
        {{ ratio('drawn_baseline_sum', 'helped_count') }} as drawn_baseline,
        {{ ratio('score_sum - drawn_sum', 'comparison_count') }} as other_mean,
        {{ ratio('baseline_sum - drawn_baseline_sum', 'comparison_count') }}
            as other_baseline
    from draws
),

sloped as (
    select
        *,
        {{ ratio(
            'product_sum - drawn_sum * drawn_baseline'
            ~ ' - (score_sum - drawn_sum) * other_baseline',
            'baseline_square_sum - drawn_baseline_sum * drawn_baseline'
            ~ ' - (baseline_sum - drawn_baseline_sum) * other_baseline'
        ) }} as slope
    from means
),

estimated as (
    select
        *,
        drawn_mean - other_mean
        - coalesce(slope, 0) * (drawn_baseline - other_baseline) as effect
    from sloped
),

judged as (
    select
        *,
        max(case when draw = 0 then abs(effect) end) over (
            partition by county_id, term_id, helped_since
        ) as real_effect
    from estimated
)

select
    county_id,
    term_id,
    helped_since,
    helped_count,
    comparison_count,
    max(case when draw = 0 then effect end) as effect,
    -- what floating arithmetic makes of a tie is a tie
    {{ ratio(
        'count(case when abs(effect) >= real_effect - 0.000000001 then 1 end)', 'count(*)'
    ) }} as p_value
from judged
group by county_id, term_id, helped_since, helped_count, comparison_count
