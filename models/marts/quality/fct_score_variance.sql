-- grain: one row per county, exam and subject
-- schools are the clusters, takers the pupils
-- our own estimate: the national centre's figure decides Q9, never this one
-- a share is below the limit only if it is less: the limit itself is not met
with measured as (select * from {{ ref('int_quality_measured') }}),

sums as (select * from {{ ref('int_paper_school_summed') }}),

estimates as (select * from {{ ref('int_variance_estimated') }}),

exams as (select * from {{ ref('dim_exam') }}),

papers as (select * from {{ ref('stg_exam') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'county'
),

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

estimated as (
    select
        county_id,
        exam_id,
        subject,
        {% for method, statistic, name in [
            ('reml', 'tau_squared', 'tau_squared'),
            ('reml', 'sigma_squared', 'sigma_squared'),
            ('reml', 'icc', 'icc_reml'),
            ('reml', 'icc_low', 'icc_reml_low'),
            ('reml', 'icc_high', 'icc_reml_high'),
            ('anova', 'icc1_low', 'icc1_low'),
            ('anova', 'icc1_high', 'icc1_high'),
            ('anova', 'eta_squared_low', 'eta_squared_low'),
            ('anova', 'eta_squared_high', 'eta_squared_high'),
        ] %}
            max(
                case
                    when method = '{{ method }}' and statistic = '{{ statistic }}'
                        then value
                end
            ) as {{ name }},
        {% endfor %}
        max(case when method = 'reml' and statistic = 'reason' then term end)
            as reason
    from estimates
    where school_id = ''
    group by county_id, exam_id, subject
),

-- a paper that nobody sat has no sums, and stays
described as (
    select
        measured.county_id,
        measured.exam_id,
        measured.subject,
        coalesce(summed.school_count, 0) as school_count,
        coalesce(summed.pupil_count, 0) as pupil_count,
        summed.squared_count,
        {{ ratio('weighted_squares', 'summed.pupil_count * summed.pupil_count') }}
            as between_squares,
        summed.within_squares,
        coalesce(summed.school_count >= 2, false)
        and summed.pupil_count > summed.school_count as is_estimable,
        cast(paper.full_score as double) as full_score,
        cast(threshold.limit_value as double) as limit_value,
        withheld.is_releasable,
        withheld.is_suppressed
    from measured
    left join summed
        on
            measured.county_id = summed.county_id
            and measured.exam_id = summed.exam_id
            and measured.subject = summed.subject
    left join exams as exam
        on measured.county_id = exam.county_id and measured.exam_id = exam.exam_id
    left join papers as paper
        on
            measured.county_id = paper.county_id
            and measured.exam_id = paper.exam_id
            and measured.subject = paper.subject
    left join thresholds as threshold
        on
            measured.county_id = threshold.county_id
            and exam.school_year = threshold.school_year
            and threshold.indicator_id = 'Q9'
    left join withheld
        on
            measured.county_id = withheld.county_id
            and measured.exam_id = withheld.exam_id
            and measured.subject = withheld.subject
    where measured.entity_type = 'county' and measured.denominator = 'takers'
),

squared as (
    select
        *,
        between_squares + within_squares as total_squares,
        {{ ratio('pupil_count - squared_count / pupil_count', 'school_count - 1') }}
            as n0,
        {{ ratio('between_squares', 'school_count - 1') }} as between_mean,
        {{ ratio('within_squares', 'pupil_count - school_count') }} as within_mean
    from described
),

shared as (
    select
        *,
        case
            when is_estimable
                then {{ ratio('between_squares', 'total_squares') }}
        end as eta_squared,
        -- greatest() ignores a null on one engine only
        case
            when not is_estimable then null
            when between_mean < within_mean then cast(0 as double)
            else {{ ratio(
                'between_mean - within_mean',
                'between_mean + (n0 - 1) * within_mean'
            ) }}
        end as icc1
    from squared
),

told as (
    select
        shared.*,
        estimated.tau_squared,
        estimated.sigma_squared,
        estimated.icc_reml,
        estimated.icc_reml_low,
        estimated.icc_reml_high,
        estimated.icc1_low,
        estimated.icc1_high,
        estimated.eta_squared_low,
        estimated.eta_squared_high,
        coalesce(
            estimated.reason, case when shared.school_count < 2 then 'no_schools' end
        ) as reason
    from shared
    left join estimated
        on
            shared.county_id = estimated.county_id
            and shared.exam_id = estimated.exam_id
            and shared.subject = estimated.subject
)

select
    cast(county_id as string) as county_id,
    cast(exam_id as string) as exam_id,
    cast(subject as string) as subject,
    cast(school_count as integer) as school_count,
    cast(pupil_count as integer) as pupil_count,
    cast(between_squares as double) as between_sum_of_squares,
    cast(within_squares as double) as within_sum_of_squares,
    cast(total_squares as double) as total_sum_of_squares,
    cast(case when is_estimable then n0 end as double) as effective_school_size,
    eta_squared,
    eta_squared_low,
    eta_squared_high,
    cast(case when eta_squared_low is not null then 'noncentral_f' end as string)
        as eta_squared_interval_method,
    icc1,
    icc1_low,
    icc1_high,
    cast(case when icc1_low is not null then 'searle_f' end as string)
        as icc1_interval_method,
    icc_reml,
    icc_reml_low,
    icc_reml_high,
    cast(case when icc_reml_low is not null then 'profile_likelihood' end as string)
        as icc_reml_interval_method,
    tau_squared,
    sigma_squared,
    cast(
        100
        * sqrt({{ ratio('between_squares', 'pupil_count') }})
        / nullif(full_score, 0) as double
    ) as school_mean_sd_percent,
    limit_value,
    case
        when
            eta_squared < limit_value
            and icc1 < limit_value
            and icc_reml < limit_value
            then true
        when
            eta_squared >= limit_value
            and icc1 >= limit_value
            and icc_reml >= limit_value
            then true
        when eta_squared + icc1 + icc_reml + limit_value is not null then false
    end as definitions_agree,
    cast(
        case
            when
                eta_squared_high < limit_value
                and icc1_high < limit_value
                and icc_reml_high < limit_value
                then 'below'
            when
                eta_squared_low >= limit_value
                and icc1_low >= limit_value
                and icc_reml_low >= limit_value
                then 'above'
            when icc1_low + icc_reml_low + limit_value is not null then 'undecided'
        end as string
    ) as decision,
    cast(reason as string) as reason,
    true as is_estimate,
    cast(coalesce(is_releasable, false) as boolean) as is_releasable,
    cast(coalesce(is_suppressed, true) as boolean) as is_suppressed
from told
