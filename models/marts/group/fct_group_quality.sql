-- grain: one row per group with scores, exam, subject and denominator
-- T is linear, so the mean weighted by pupils is that of all pupils together
with scores as (select * from {{ ref('int_group_school_score') }}),

groups as (select * from {{ ref('int_group_described') }}),

means as (
    select
        county_id,
        group_id,
        exam_id,
        subject,
        denominator,
        count(*) as school_count,
        {{ exact_sum('pupil_count') }} as pupil_count,
        {{ mean_of_part('true', 't_score', 'pupil_count') }} as t_score,
        {{ mean_of_part('is_leading', 't_score', 'pupil_count') }} as leading_t_score,
        {{ mean_of_part('not is_leading', 't_score', 'pupil_count') }} as led_t_score,
        {{ mean_of_part('is_constant and is_leading', 't_score', 'pupil_count') }}
            as constant_leading,
        {{ mean_of_part(
            'is_constant and is_leading', 'previous_t_score', 'previous_pupil_count'
        ) }} as previous_leading,
        {{ mean_of_part('is_constant and not is_leading', 't_score', 'pupil_count') }}
            as constant_led,
        {{ mean_of_part(
            'is_constant and not is_leading', 'previous_t_score', 'previous_pupil_count'
        ) }} as previous_led,
        count(case when is_constant then 1 end) as constant_school_count,
        max(case when is_releasable then 1 else 0 end) = 1 as is_releasable,
        max(case when is_suppressed then 1 else 0 end) = 1 as is_suppressed
    from scores
    group by county_id, group_id, exam_id, subject, denominator
),

spreads as (
    select
        means.county_id,
        means.group_id,
        means.exam_id,
        means.subject,
        means.denominator,
        {{ exact_sum('score.pupil_count * power(score.t_score - means.t_score, 2)') }}
            as square_sum
    from means
    inner join scores as score
        on
            means.county_id = score.county_id
            and means.group_id = score.group_id
            and means.exam_id = score.exam_id
            and means.subject = score.subject
            and means.denominator = score.denominator
    group by
        means.county_id,
        means.group_id,
        means.exam_id,
        means.subject,
        means.denominator
)

select
    cast(means.county_id as string) as county_id,
    cast(means.group_id as string) as group_id,
    cast(named.group_name as string) as group_name,
    cast(named.group_type as string) as group_type,
    cast(means.exam_id as string) as exam_id,
    cast(means.subject as string) as subject,
    cast(means.denominator as string) as denominator,
    cast(means.school_count as integer) as school_count,
    cast(means.pupil_count as bigint) as pupil_count,
    cast(means.t_score as double) as t_score,
    -- of one school there is nothing to be even with
    cast(
        case
            when means.school_count > 1
                then sqrt({{ ratio('spreads.square_sum', 'means.pupil_count') }})
        end as double
    ) as school_standard_deviation,
    cast(means.leading_t_score as double) as leading_t_score,
    cast(means.led_t_score as double) as led_t_score,
    cast(means.leading_t_score - means.led_t_score as double) as gap,
    cast(means.constant_school_count as integer) as constant_school_count,
    cast(means.constant_leading - means.constant_led as double) as constant_gap,
    cast(means.previous_leading - means.previous_led as double) as previous_gap,
    cast(means.constant_leading - means.previous_leading as double)
        as leading_change,
    cast(means.is_releasable as boolean) as is_releasable,
    cast(means.is_suppressed as boolean) as is_suppressed
from means
inner join spreads
    on
        means.county_id = spreads.county_id
        and means.group_id = spreads.group_id
        and means.exam_id = spreads.exam_id
        and means.subject = spreads.subject
        and means.denominator = spreads.denominator
left join groups as named
    on
        means.county_id = named.county_id
        and means.group_id = named.group_id
