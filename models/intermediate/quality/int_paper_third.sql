-- grain: one row per exam and subject that somebody sat
-- scores on a cut belong to the third: each holds a third of the takers or, with ties,
-- more; compared by counts alone, without a division
with ordered as (
    select
        county_id,
        exam_id,
        subject,
        score,
        takers_count,
        sum(takers_count) over (
            partition by county_id, exam_id, subject
            order by score
        ) as running,
        sum(takers_count) over (
            partition by county_id, exam_id, subject
        ) as total
    from {{ ref('int_entity_score_tallied') }}
    where entity_type = 'county' and takers_count > 0
)

select
    county_id,
    exam_id,
    subject,
    min(case when 3 * running >= total then score end) as lower_third_score,
    max(case when 3 * (total - running + takers_count) >= total then score end)
        as upper_third_score
from ordered
group by county_id, exam_id, subject
