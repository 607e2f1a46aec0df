-- grain: one row per entity, exam, subject and denominator
-- sums are exact; whoever was absent, cheated or has no score counts 0 on the roster
-- and not at all among the takers
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
            end as decimal(7, 2)
        ) as score
    from score_placeds as placed
    cross join (values ('takers'), ('roster')) as basis (denominator)
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
        cast(sum(score) as decimal(16, 2)) as score_sum,
        cast(sum(cast(score * score as decimal(14, 4))) as decimal(22, 4))
            as square_sum,
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
