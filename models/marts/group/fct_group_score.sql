-- grain: one row per group, member school, exam, subject and denominator
-- every part stands on the T scale: the gap part is ten times what the gap has closed
-- by in standard deviations, at most one, and nothing where the leading schools fell
with scores as (select * from {{ ref('int_group_school_score') }}),

qualities as (select * from {{ ref('fct_group_quality') }}),

rules as (select * from {{ ref('int_bundle_rule_resolved') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

accountables as (
    select
        county_id,
        school_id,
        school_year,
        count(*) as accountable_group_count
    from members
    where is_accountable
    group by county_id, school_id, school_year
),

parts as (
    select
        score.county_id,
        score.group_id,
        score.school_id,
        score.exam_id,
        score.subject,
        score.denominator,
        score.is_leading,
        score.is_accountable,
        score.pupil_count,
        rule.bundle_rule_id,
        rule.mode,
        rule.own_level_weight,
        rule.own_gain_weight,
        rule.group_level_weight,
        rule.gap_weight,
        quality.group_name,
        score.t_score as own_level,
        50 + score.t_score - score.previous_t_score as own_gain,
        quality.t_score as group_level,
        case
            when quality.previous_gap is null or quality.constant_gap is null then null
            -- what floating arithmetic leaves of nothing is nothing
            when quality.leading_change < -0.000000001 then 50
            else
                50 + 10 * least(
                    1, greatest(-1, (quality.previous_gap - quality.constant_gap) / 10)
                )
        end as gap_part,
        coalesce(accountable.accountable_group_count, 0) as accountable_group_count,
        quality.is_releasable,
        quality.is_suppressed
    from scores as score
    inner join qualities as quality
        on
            score.county_id = quality.county_id
            and score.group_id = quality.group_id
            and score.exam_id = quality.exam_id
            and score.subject = quality.subject
            and score.denominator = quality.denominator
    inner join rules as rule
        on
            score.county_id = rule.county_id
            and score.group_id = rule.group_id
            and score.school_year = rule.school_year
    left join accountables as accountable
        on
            score.county_id = accountable.county_id
            and score.school_id = accountable.school_id
            and score.school_year = accountable.school_year
),

reasoned as (
    select
        *,
        case
            when not is_accountable then 'not_accountable'
            when accountable_group_count > 1 then 'several_groups'
            when mode = 'centre' and not is_leading then 'inside_the_centre'
            when mode = 'centre' then null
            when own_gain is null then 'no_earlier_score'
            when gap_part is null then 'no_gap'
        end as reason
    from parts
)

select
    cast(county_id as string) as county_id,
    cast(group_id as string) as group_id,
    cast(group_name as string) as group_name,
    cast(school_id as string) as school_id,
    cast(exam_id as string) as exam_id,
    cast(subject as string) as subject,
    cast(denominator as string) as denominator,
    cast(is_leading as boolean) as is_leading,
    cast(pupil_count as integer) as pupil_count,
    cast(mode as string) as mode,
    cast(own_level_weight as double) as own_level_weight,
    cast(own_gain_weight as double) as own_gain_weight,
    cast(group_level_weight as double) as group_level_weight,
    cast(gap_weight as double) as gap_weight,
    cast(own_level as double) as own_level,
    cast(own_gain as double) as own_gain,
    cast(group_level as double) as group_level,
    cast(gap_part as double) as gap_part,
    cast(
        case
            when reason is not null then null
            when mode = 'centre' then group_level
            else
                cast(own_level_weight as double) * own_level
                + cast(own_gain_weight as double) * own_gain
                + cast(group_level_weight as double) * group_level
                + cast(gap_weight as double) * gap_part
        end as double
    ) as bundled_score,
    -- the school by itself: its own two parts, or its level where only that counts
    cast(
        case
            when mode = 'centre' then own_level
            else
                {{ ratio(
                    'cast(own_level_weight as double) * own_level'
                    ~ ' + cast(own_gain_weight as double) * own_gain',
                    'own_level_weight + own_gain_weight'
                ) }}
        end as double
    ) as unbundled_score,
    cast(reason as string) as reason,
    cast(bundle_rule_id as string) as bundle_rule_id,
    cast(is_releasable as boolean) as is_releasable,
    cast(is_suppressed as boolean) as is_suppressed
from reasoned
