-- grain: one row per county, exam and subject of a sampled examination
-- with a weight for every taker an estimate of the county, else a sample and no more
with spreads as (select * from {{ ref('int_sample_spread') }}),

quantiles as (select * from {{ ref('student_t') }}),

most as (select max(degrees_of_freedom) as degrees_of_freedom from quantiles),

withheld as (
    select * from {{ ref('int_quality_withheld') }}
    where entity_type = 'county'
),

-- a second weighing of the same schools would tell what two of them hide
hidden_schools as (
    select distinct
        county_id,
        exam_id,
        subject
    from {{ ref('int_quality_withheld') }}
    where entity_type = 'school' and is_releasable and is_suppressed
),

judged as (
    select
        *,
        coalesce(reason, 'population_unknown') = 'population_unknown' as has_error,
        school_count - stratum_count as degrees_of_freedom
    from spreads
),

told as (
    select
        judged.*,
        quantile.quantile,
        case when judged.has_error then sqrt(judged.mean_variance) end
            as standard_error
    from judged
    cross join most
    left join quantiles as quantile
        on
            quantile.degrees_of_freedom = case
                when judged.degrees_of_freedom < most.degrees_of_freedom
                    then judged.degrees_of_freedom
                else most.degrees_of_freedom
            end
)

select
    cast(told.county_id as string) as county_id,
    cast(told.exam_id as string) as exam_id,
    cast(told.subject as string) as subject,
    cast(
        case when told.mean_score is null then 'sample_only' else 'weighted' end
        as string
    ) as basis,
    cast(told.taker_count as integer) as taker_count,
    cast(told.school_count as integer) as school_count,
    cast(told.planned_pupil_count as integer) as population_pupil_count,
    cast(told.planned_school_count as integer) as population_school_count,
    cast(told.weight_sum as decimal(24, 6)) as weight_sum,
    {{ ratio('told.score_sum', 'told.taker_count') }} as sample_mean_score,
    cast(told.mean_score as double) as mean_score,
    cast(told.standard_error as double) as standard_error,
    cast(case when told.has_error then told.degrees_of_freedom end as integer)
        as degrees_of_freedom,
    cast(
        told.mean_score - cast(told.quantile as double) * told.standard_error as double
    ) as mean_score_low,
    cast(
        told.mean_score + cast(told.quantile as double) * told.standard_error as double
    ) as mean_score_high,
    case
        when told.has_error
            then {{ ratio('told.mean_variance', 'told.simple_variance') }}
    end as design_effect,
    cast(told.reason as string) as reason,
    cast(coalesce(withheld.is_releasable, false) as boolean) as is_releasable,
    cast(
        coalesce(withheld.is_suppressed, true) or hidden.exam_id is not null as boolean
    ) as is_suppressed
from told
left join withheld
    on {{ same_paper('told', 'withheld') }}
left join hidden_schools as hidden
    on {{ same_paper('told', 'hidden') }}
