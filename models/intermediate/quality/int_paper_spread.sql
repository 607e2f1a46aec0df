-- grain: one row per county, exam and subject with takers
-- schools are the clusters, takers the pupils
with sums as (select * from {{ ref('int_paper_school_summed') }}),

summed as (
    select
        county_id,
        exam_id,
        subject,
        cast(count(case when second = '' then 1 end) as double) as school_count,
        cast(sum(case when second = '' then pupil_count end) as double)
            as pupil_count,
        cast(
            sum(
                case
                    when second = ''
                        then cast(pupil_count * pupil_count as decimal(20, 0))
                end
            ) as double
        ) as squared_count,
        {{ exact_sum(
            "case when second = '' then power(cast(value as double), 2) end"
            ' / cast(pupil_count as double)'
        ) }} as weighted_squares,
        {{ exact_sum(
            "case when second = 'outcome' then cast(value as double) end"
            ' / cast(pupil_count as double)'
        ) }} as within_squares
    from sums
    where school_id <> ''
    group by county_id, exam_id, subject
),

squared as (
    select
        *,
        school_count >= 2 and pupil_count > school_count as is_estimable,
        {{ ratio('weighted_squares', 'pupil_count * pupil_count') }} as between_squares,
        {{ ratio('pupil_count - squared_count / pupil_count', 'school_count - 1') }}
            as n0
    from summed
),

averaged as (
    select
        *,
        {{ ratio('between_squares', 'school_count - 1') }} as between_mean,
        {{ ratio('within_squares', 'pupil_count - school_count') }} as within_mean
    from squared
)

select
    county_id,
    exam_id,
    subject,
    school_count,
    pupil_count,
    between_squares,
    within_squares,
    case when is_estimable then n0 end as effective_school_size,
    case
        when is_estimable
            then {{ ratio('between_squares', 'between_squares + within_squares') }}
    end as eta_squared,
    -- greatest() ignores a null on one engine only
    case
        when not is_estimable then null
        when between_mean < within_mean then cast(0 as double)
        else {{ ratio(
            'between_mean - within_mean', 'between_mean + (n0 - 1) * within_mean'
        ) }}
    end as icc1
from averaged
