-- grain: one row per county, exam and subject
-- schools are the clusters, takers the pupils
-- our own estimate: the national centre's figure decides Q9, never this one
with measured as (select * from {{ ref('int_quality_measured') }}),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'county'
),

schools as (
    select
        county_id,
        exam_id,
        subject,
        pupil_count,
        score_sum,
        squared_spread,
        sum(pupil_count) over (partition by county_id, exam_id, subject)
            as total_count,
        sum(score_sum) over (partition by county_id, exam_id, subject) as total_sum
    from measured
    where entity_type = 'school' and denominator = 'takers' and pupil_count > 0
),

summed as (
    select
        county_id,
        exam_id,
        subject,
        cast(count(*) as double) as school_count,
        cast(sum(pupil_count) as double) as pupil_count,
        cast(sum(cast(pupil_count * pupil_count as decimal(20, 0))) as double)
            as squared_count,
        {{ exact_sum(
            'power(cast(pupil_count * total_sum - total_count * score_sum as double), 2)'
            ' / (cast(pupil_count as double) * power(cast(total_count as double), 2))'
        ) }} as between_squares,
        {{ exact_sum(ratio('squared_spread', 'pupil_count')) }} as within_squares
    from schools
    group by county_id, exam_id, subject
),

estimable as (
    select
        *,
        school_count >= 2 and pupil_count > school_count as is_estimable,
        {{ ratio(
            'pupil_count - squared_count / nullif(pupil_count, 0)', 'school_count - 1'
        ) }} as n0,
        {{ ratio('between_squares', 'school_count - 1') }} as between_mean,
        {{ ratio('within_squares', 'pupil_count - school_count') }} as within_mean
    from summed
),

correlated as (
    select
        *,
        {{ ratio(
            'between_mean - within_mean', 'between_mean + (n0 - 1) * within_mean'
        ) }} as unclipped_icc1
    from estimable
),

decided as (
    select
        correlated.*,
        withheld.is_releasable,
        withheld.is_suppressed
    from correlated
    left join withheld
        on
            correlated.county_id = withheld.county_id
            and correlated.exam_id = withheld.exam_id
            and correlated.subject = withheld.subject
)

select
    cast(county_id as string) as county_id,
    cast(exam_id as string) as exam_id,
    cast(subject as string) as subject,
    cast(school_count as integer) as school_count,
    cast(pupil_count as integer) as pupil_count,
    cast(between_squares as double) as between_sum_of_squares,
    cast(within_squares as double) as within_sum_of_squares,
    cast(between_squares + within_squares as double) as total_sum_of_squares,
    cast(case when is_estimable then n0 end as double) as effective_school_size,
    case
        when is_estimable
            then {{ ratio('between_squares', 'between_squares + within_squares') }}
    end as eta_squared,
    case
        when is_estimable and unclipped_icc1 < 0 then cast(0 as double)
        when is_estimable then unclipped_icc1
    end as icc1,
    true as is_estimate,
    cast(coalesce(is_releasable, false) as boolean) as is_releasable,
    cast(coalesce(is_suppressed, true) as boolean) as is_suppressed
from decided
