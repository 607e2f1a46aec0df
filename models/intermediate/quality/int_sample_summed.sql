-- grain: one row per county, exam and subject of a sample
-- sums are exact; one division makes the mean
with takers as (select * from {{ ref('int_sample_taker_weighed') }}),

summed as (
    select
        county_id,
        exam_id,
        subject,
        count(*) as taker_count,
        count(distinct school_id) as school_count,
        count(sampling_weight) as weight_count,
        cast(sum(raw_score) as decimal(17, 7)) as score_sum,
        cast(sum(sampling_weight) as decimal(24, 6)) as weight_sum,
        cast(
            sum(cast(sampling_weight * raw_score as decimal(26, 13)))
            as decimal(38, 13)
        ) as weighted_score_sum
    from takers
    group by county_id, exam_id, subject
)

select
    county_id,
    exam_id,
    subject,
    taker_count,
    school_count,
    weight_count,
    score_sum,
    case when weight_count = taker_count then weight_sum end as weight_sum,
    case when weight_count = taker_count then weighted_score_sum end
        as weighted_score_sum,
    case
        when weight_count = taker_count
            then {{ ratio('weighted_score_sum', 'weight_sum') }}
    end as mean_score
from summed
