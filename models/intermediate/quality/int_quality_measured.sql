-- grain: one row per entity, exam, subject and denominator
-- sums are exact; whoever was absent, cheated or has no score counts 0 on the roster
-- and not at all among the takers; a standardised scale has takers only
with score_placeds as (select * from {{ ref('int_score_placed') }}),

counted as (
    select
        placed.*,
        basis.denominator,
        placed.status = 'taken' or basis.denominator = 'roster' as is_counted,
        cast(
            case
                when placed.status = 'taken' then placed.raw_score
                when basis.denominator = 'roster' then 0
            end as decimal(10, 7)
        ) as score
    from score_placeds as placed
    cross join (values ('takers'), ('roster')) as basis (denominator)
    -- on a standardised scale 0 is no lowest score that an absent pupil could have
    where basis.denominator = 'takers' or placed.score_scale = 'raw'
),

summed as (
    select
        county_id,
        entity_type,
        entity_id,
        exam_id,
        subject,
        denominator,
        count(score) as pupil_count,
        count(case when status = 'absent' then 1 end) as absent_count,
        count(case when status = 'cheated' then 1 end) as cheated_count,
        count(case when status = 'no_score' then 1 end) as no_score_count,
        {{ score_total('score') }} as score_sum,
        {{ square_total('score') }} as square_sum,
        percentile_cont(0.25) within group (order by cast(score as double))
            as first_quartile,
        percentile_cont(0.5) within group (order by cast(score as double)) as median,
        percentile_cont(0.75) within group (order by cast(score as double))
            as third_quartile,
        max(pass_score) is not null as has_pass_score,
        max(excellent_score) is not null as has_excellent_score,
        max(low_score) is not null as has_low_score,
        count(case when score >= pass_score then 1 end) as pass_count,
        count(case when score >= excellent_score then 1 end) as excellent_count,
        count(case when score < low_score then 1 end) as low_count
    from counted
    group by county_id, entity_type, entity_id, exam_id, subject, denominator
)

select
    *,
    {{ squared_spread('pupil_count', 'score_sum', 'square_sum') }} as squared_spread
from summed
