-- grain: one row per county, exam, subject, model, method and school of takers, of
-- exams that go on an earlier one
-- in standard deviations of each paper, since points of two papers do not compare
with effects as (select * from {{ ref('fct_value_added') }}),

followed as (select * from {{ ref('int_exam_followed') }}),

told as (select * from {{ ref('int_value_added_told') }}),

schools as (select * from {{ ref('dim_school') }}),

scaled as (
    select
        effect.*,
        told.interval_reach,
        coalesce(school.composition_id, effect.school_id) as composition_id,
        {{ ratio('effect.effect_se', 'told.outcome_sd') }} as effect_sd_se
    from effects as effect
    left join told
        on
            effect.county_id = told.county_id
            and effect.exam_id = told.exam_id
            and effect.subject = told.subject
            and effect.model_id = told.model_id
            and effect.method = told.method
    left join schools as school
        on
            effect.county_id = school.county_id
            and effect.school_id = school.school_id
            and effect.school_year = school.school_year
),

paired as (
    select
        now.*,
        followed.previous_exam_id,
        earlier.effect_sd as previous_effect_sd,
        earlier.effect_sd_se as previous_effect_sd_se,
        coalesce(earlier.is_releasable, true) as is_previous_releasable,
        coalesce(earlier.is_suppressed, false) as is_previous_suppressed,
        case
            when not now.is_reported then now.reason
            when earlier.school_id is null then 'no_earlier'
            when now.composition_id <> earlier.composition_id then 'school_changed'
            when not earlier.is_reported then 'earlier_unreported'
            when now.effect_sd_se is null or earlier.effect_sd_se is null
                then 'no_difference'
        end as change_reason
    from scaled as now
    inner join followed
        on
            now.county_id = followed.county_id
            and now.exam_id = followed.exam_id
            and followed.previous_exam_id is not null
    left join scaled as earlier
        on
            now.county_id = earlier.county_id
            and followed.previous_exam_id = earlier.exam_id
            and now.subject = earlier.subject
            and now.model_id = earlier.model_id
            and now.method = earlier.method
            and now.school_id = earlier.school_id
)

select
    *,
    case when change_reason is null then effect_sd - previous_effect_sd end
        as change_sd,
    -- two cohorts: errors of one know nothing of the other
    case
        when change_reason is null
            then sqrt(power(effect_sd_se, 2) + power(previous_effect_sd_se, 2))
    end as change_sd_se
from paired
