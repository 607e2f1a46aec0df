-- grain: one row per county, exam and subject
-- our own estimate: the national centre's figure decides Q9, never this one
-- a share is below the limit only if it is less: the limit itself is not met
with measured as (
    select * from {{ ref('int_quality_measured') }}
    where entity_type = 'county' and denominator = 'takers'
),

spreads as (select * from {{ ref('int_paper_spread') }}),

estimates as (select * from {{ ref('int_variance_told') }}),

exams as (select * from {{ ref('dim_exam') }}),

papers as (select * from {{ ref('stg_exam') }}),

thresholds as (
    select * from {{ ref('int_threshold_resolved') }}
    where indicator_id = 'Q9'
),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'county'
),

-- a paper that nobody sat has no spread, and stays
told as (
    select
        measured.county_id,
        measured.exam_id,
        measured.subject,
        coalesce(spread.school_count, 0) as school_count,
        coalesce(spread.pupil_count, 0) as pupil_count,
        spread.between_squares,
        spread.within_squares,
        spread.effective_school_size,
        spread.eta_squared,
        spread.icc1,
        estimate.tau_squared,
        estimate.sigma_squared,
        estimate.icc_reml,
        estimate.icc_reml_low,
        estimate.icc_reml_high,
        estimate.icc1_low,
        estimate.icc1_high,
        estimate.eta_squared_low,
        estimate.eta_squared_high,
        coalesce(
            estimate.reason,
            case when coalesce(spread.school_count, 0) < 2 then 'no_schools' end
        ) as reason,
        cast(paper.full_score as double) as full_score,
        cast(threshold.limit_value as double) as limit_value,
        withheld.is_releasable,
        withheld.is_suppressed
    from measured
    left join spreads as spread
        on {{ same_paper('measured', 'spread') }}
    left join estimates as estimate
        on {{ same_paper('measured', 'estimate') }}
    left join exams as exam
        on measured.county_id = exam.county_id and measured.exam_id = exam.exam_id
    left join papers as paper
        on {{ same_paper('measured', 'paper') }}
    left join thresholds as threshold
        on
            measured.county_id = threshold.county_id
            and exam.school_year = threshold.school_year
    left join withheld
        on {{ same_paper('measured', 'withheld') }}
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
    cast(effective_school_size as double) as effective_school_size,
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
