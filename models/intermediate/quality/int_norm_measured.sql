-- grain: one row per county or stratum, exam and subject
-- the lowest and the highest score with the number of takers who have it: one taker's
-- score is nobody's norm
with ordered as (
    select * from {{ ref('int_score_ordered') }}
    where entity_type in ('county', 'stratum') and takers_count > 0
)

select
    county_id,
    entity_type,
    entity_id,
    exam_id,
    subject,
    {% for percent in [10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90] -%}
        {{ tallied_quantile(
            percent / 100, 'takers_running', 'takers_total', 'score'
        ) }} as percentile_{{ percent }},
    {% endfor -%}
    min(score) as lowest_score,
    max(case when takers_running = takers_count then takers_count end) as lowest_count,
    max(score) as highest_score,
    max(case when takers_running = takers_total then takers_count end) as highest_count
from ordered
group by county_id, entity_type, entity_id, exam_id, subject
