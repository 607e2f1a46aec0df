-- grain: one row per judged school stage, school year and indicator R1 to R7 of which
-- sources disagree
-- how much less and more its amount can be, and its pupils. In which campus a
-- difference lies nobody says: each of them may have it, and of what is split the
-- largest share a campus gives the stage. With the pupils the split moves too: a
-- stage's part of a campus is w × its pupils ÷ Σ(w × pupils), so that what counts for
-- a value is Σ(w × pupils) of all stages
with disputed as (select * from {{ ref('int_fact_disputed') }}),

stages as (select * from {{ ref('int_school_stage_merged') }}),

weights as (select * from {{ ref('int_school_stage_scoped') }}),

members as (select * from {{ ref('int_school_member_counted') }}),

campuses as (select * from {{ ref('int_campus_split') }}),

parts as (
    -- what only a relaxed rule counts stands on the school's form alone
    select * from {{ ref('indicator_part') }}
    where school_flag = 'none'
),

indicators as (
    select * from {{ ref('indicator') }}
    where indicator_group = 'R' and per_pupil_count is not null
),

shares as (
    select
        member.county_id,
        member.school_year,
        member.school_id,
        member.stage,
        max(coalesce(campus.split_weight, member.split_weight)) as split_weight
    from members as member
    left join campuses as campus
        on
            member.county_id = campus.county_id
            and member.school_year = campus.school_year
            and member.member_school_id = campus.school_id
            and member.stage = campus.stage
    group by member.county_id, member.school_year, member.school_id, member.stage
),

amounts as (
    select
        share.county_id,
        share.school_year,
        share.school_id,
        share.stage,
        part.indicator_id,
        {{ exact_sum(
            'case when part.sign > 0 then disputed.least_difference '
            ~ 'else -disputed.most_difference end '
            ~ '* case when indicator.is_split then share.split_weight else 1 end'
        ) }} as least_difference,
        {{ exact_sum(
            'case when part.sign > 0 then disputed.most_difference '
            ~ 'else -disputed.least_difference end '
            ~ '* case when indicator.is_split then share.split_weight else 1 end'
        ) }} as most_difference
    from shares as share
    inner join disputed
        on
            share.county_id = disputed.county_id
            and share.school_year = disputed.school_year
            and share.school_id = disputed.school_id
    inner join parts as part
        on
            share.stage = part.stage
            and disputed.fact = part.field
    inner join indicators as indicator
        on part.indicator_id = indicator.indicator_id
    group by
        share.county_id,
        share.school_year,
        share.school_id,
        share.stage,
        part.indicator_id
),

pupils as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage,
        stages.is_judged,
        stages.pupil_count,
        coalesce(disputed.least_difference, 0) as least_difference,
        coalesce(disputed.most_difference, 0) as most_difference,
        cast(coalesce(weights.weight, 1) as decimal(6, 4)) as weight
    from stages
    inner join weights
        on
            stages.county_id = weights.county_id
            and stages.school_year = weights.school_year
            and stages.school_id = weights.school_id
            and stages.stage = weights.stage
    left join disputed
        on
            stages.county_id = disputed.county_id
            and stages.school_year = disputed.school_year
            and stages.school_id = disputed.school_id
            and stages.stage || '_pupil_count' = disputed.fact
),

weighed as (
    select
        county_id,
        school_year,
        school_id,
        {{ exact_sum('weight * pupil_count') }} as weighted_count,
        {{ exact_sum('weight * least_difference') }} as least_difference,
        {{ exact_sum('weight * most_difference') }} as most_difference
    from pupils
    group by county_id, school_year, school_id
),

counted as (
    select
        pupils.county_id,
        pupils.school_year,
        pupils.school_id,
        pupils.stage,
        indicator.indicator_id,
        pupils.pupil_count,
        case
            when indicator.is_split
                then {{ ratio(
                    'pupils.pupil_count * weighed.least_difference',
                    'weighed.weighted_count'
                ) }}
            else pupils.least_difference
        end as least_difference,
        case
            when indicator.is_split
                then {{ ratio(
                    'pupils.pupil_count * weighed.most_difference',
                    'weighed.weighted_count'
                ) }}
            else pupils.most_difference
        end as most_difference
    from pupils
    inner join weighed
        on
            pupils.county_id = weighed.county_id
            and pupils.school_year = weighed.school_year
            and pupils.school_id = weighed.school_id
    cross join indicators as indicator
    where pupils.is_judged
)

select
    counted.county_id,
    counted.school_year,
    counted.school_id,
    counted.stage,
    counted.indicator_id,
    coalesce(amounts.least_difference, 0) as least_amount_difference,
    coalesce(amounts.most_difference, 0) as most_amount_difference,
    greatest(counted.pupil_count + counted.least_difference, 0) as least_pupil_count,
    counted.pupil_count + counted.most_difference as most_pupil_count
from counted
left join amounts
    on
        counted.county_id = amounts.county_id
        and counted.school_year = amounts.school_year
        and counted.school_id = amounts.school_id
        and counted.stage = amounts.stage
        and counted.indicator_id = amounts.indicator_id
where
    amounts.indicator_id is not null
    or counted.least_difference < 0
    or counted.most_difference > 0
