-- grain: one row per school, exam and subject with a score of takers, and what it is
-- held against: the county, its stratum, its own past, what its pupils knew before
-- differences in standard deviations of the county's pupils, for value added of those
-- matched; a figure that would tell a withheld one is withheld with it, and of two
-- schools each could tell the other
with scores as (select * from {{ ref('int_school_peered') }}),

strata as (
    select * from {{ ref('fct_quality_score') }}
    where entity_type = 'stratum' and denominator = 'takers'
),

effects as (
    select * from {{ ref('fct_value_added') }}
    where is_printed and is_reported
),

models as (select * from {{ ref('fct_value_added_model') }}),

against as (
    select
        county_id,
        school_id,
        exam_id,
        subject,
        'county' as comparison,
        county_id as reference_id,
        cast(50 as double) as reference_t_score,
        (t_score - 50) / 10 as difference,
        is_suppressed
    from scores
    where is_one_of_several
    union all
    select
        score.county_id,
        score.school_id,
        score.exam_id,
        score.subject,
        'stratum' as comparison,
        stratum.entity_id as reference_id,
        stratum.t_score as reference_t_score,
        (score.t_score - stratum.t_score) / 10 as difference,
        score.is_suppressed or stratum.is_suppressed as is_suppressed
    from scores as score
    inner join strata as stratum
        on
            {{ same_paper('score', 'stratum') }}
            and stratum.entity_id = score.county_id || '|' || score.urban_rural
    where score.is_one_of_several_alike
    union all
    select
        county_id,
        school_id,
        exam_id,
        subject,
        'past' as comparison,
        previous_exam_id as reference_id,
        previous_t_score as reference_t_score,
        (t_score - previous_t_score) / 10 as difference,
        is_suppressed or is_previous_suppressed as is_suppressed
    from scores
    where previous_t_score is not null
)

select
    score.pupil_count,
    score.school_year,
    score.t_score,
    score.is_releasable,
    against.*,
    cast(null as double) as difference_low,
    cast(null as double) as difference_high,
    cast(null as string) as own_band
from against
inner join scores as score
    on {{ same_paper('against', 'score') }} and against.school_id = score.school_id
union all
select
    effect.matched_count as pupil_count,
    effect.school_year,
    cast(null as double) as t_score,
    effect.is_releasable,
    effect.county_id,
    effect.school_id,
    effect.exam_id,
    effect.subject,
    'value_added' as comparison,
    effect.model_id as reference_id,
    cast(null as double) as reference_t_score,
    effect.effect_sd as difference,
    effect.is_suppressed,
    {{ ratio('effect.effect_low', 'model.outcome_standard_deviation') }}
        as difference_low,
    {{ ratio('effect.effect_high', 'model.outcome_standard_deviation') }}
        as difference_high,
    coalesce(effect.band, 'undecided') as own_band
from effects as effect
inner join models as model
    on
        {{ same_paper('effect', 'model') }}
        and effect.model_id = model.model_id
        and effect.method = model.method
