-- grain: one row per entity, exam, subject and denominator
-- z = (mean − county mean) ÷ county standard deviation, written as one quotient of
-- exact sums
with measured as (select * from {{ ref('int_quality_measured') }}),

withheld as (select * from {{ ref('int_quality_withheld') }}),

compared as (
    select
        entity.*,
        withheld.is_releasable,
        withheld.is_suppressed,
        {{ ratio(
            times_pupils('county.pupil_count', 'entity.score_sum')
            ~ ' - ' ~ times_pupils('entity.pupil_count', 'county.score_sum'),
            'entity.pupil_count * sqrt(cast(county.squared_spread as double))'
        ) }} as z_score,
        -- without a nought of its own a scale has no share of its mean
        case
            when entity.score_scale = 'raw'
                then {{ ratio(
                    times_pupils('county.pupil_count', 'entity.score_sum')
                    ~ ' - ' ~ times_pupils('entity.pupil_count', 'county.score_sum'),
                    times_pupils('entity.pupil_count', 'county.score_sum')
                ) }}
        end as mean_lead_ratio
    from measured as entity
    inner join measured as county
        on
            entity.county_id = county.county_id
            and entity.exam_id = county.exam_id
            and entity.subject = county.subject
            and entity.denominator = county.denominator
            and county.entity_type = 'county'
    left join withheld
        on
            entity.county_id = withheld.county_id
            and entity.exam_id = withheld.exam_id
            and entity.subject = withheld.subject
            and entity.entity_type = withheld.entity_type
            and entity.entity_id = withheld.entity_id
)

select
    cast(entity_type as string) as entity_type,
    cast(entity_id as string) as entity_id,
    cast(county_id as string) as county_id,
    cast(exam_id as string) as exam_id,
    cast(subject as string) as subject,
    cast(denominator as string) as denominator,
    cast(pupil_count as integer) as pupil_count,
    cast(absent_count as integer) as absent_count,
    cast(cheated_count as integer) as cheated_count,
    cast(no_score_count as integer) as no_score_count,
    cast(score_sum as decimal(17, 7)) as score_sum,
    {{ ratio('score_sum', 'pupil_count') }} as mean_score,
    {{ ratio('sqrt(cast(squared_spread as double))', 'pupil_count') }}
        as standard_deviation,
    -- whoever is absent finds no paper hard
    case
        when score_scale = 'raw' and denominator = 'takers'
            then {{ ratio('score_sum', times_pupils('pupil_count', 'full_score')) }}
    end as difficulty,
    cast(first_quartile as double) as first_quartile,
    cast(median as double) as median,
    cast(third_quartile as double) as third_quartile,
    cast(case when has_pass_score then pass_count end as integer) as pass_count,
    cast(case when has_excellent_score then excellent_count end as integer)
        as excellent_count,
    cast(case when has_low_score then low_count end as integer) as low_count,
    case when has_pass_score then {{ ratio('pass_count', 'pupil_count') }} end
        as pass_ratio,
    case when has_excellent_score then {{ ratio('excellent_count', 'pupil_count') }} end
        as excellent_ratio,
    case when has_low_score then {{ ratio('low_count', 'pupil_count') }} end
        as low_ratio,
    cast(upper_third_count as integer) as upper_third_count,
    cast(lower_third_count as integer) as lower_third_count,
    {{ ratio('upper_third_count', 'pupil_count') }} as upper_third_ratio,
    {{ ratio('lower_third_count', 'pupil_count') }} as lower_third_ratio,
    mean_lead_ratio,
    cast(z_score as double) as z_score,
    cast(50 + 10 * z_score as double) as t_score,
    cast(coalesce(is_releasable, false) as boolean) as is_releasable,
    cast(coalesce(is_suppressed, true) as boolean) as is_suppressed
from compared
