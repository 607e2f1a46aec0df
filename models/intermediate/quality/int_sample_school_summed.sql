-- grain: one row per county, exam, subject and school of a sample with every weight
-- linearised: a taker has w·(x − mean); weights as multiples of their mean, so that
-- their scale does not matter
with takers as (select * from {{ ref('int_sample_taker_weighed') }}),

sums as (
    select * from {{ ref('int_sample_summed') }}
    where mean_score is not null
),

parts as (
    select
        takers.county_id,
        takers.exam_id,
        takers.subject,
        takers.sample_stratum,
        takers.school_id,
        takers.sampling_weight,
        cast(takers.raw_score as double) - sums.mean_score as deviation,
        {{ ratio('takers.sampling_weight * sums.taker_count', 'sums.weight_sum') }}
            as weight
    from takers
    inner join sums
        on {{ same_paper('takers', 'sums') }}
)

select
    county_id,
    exam_id,
    subject,
    sample_stratum,
    school_id,
    count(*) as taker_count,
    count(*) over (partition by county_id, exam_id, subject, sample_stratum)
        as stratum_school_count,
    cast(sum(sampling_weight) as decimal(24, 6)) as weight_sum,
    {{ exact_sum('weight * deviation') }} as part_sum,
    {{ exact_sum('weight * deviation * weight * deviation') }} as squared_part_sum,
    {{ exact_sum('weight * deviation * deviation') }} as weighted_square_sum
from parts
group by county_id, exam_id, subject, sample_stratum, school_id
