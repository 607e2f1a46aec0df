-- grain: one row per county, exam, subject, model and school that sat the paper; the
-- paper itself stands under a blank school
with takers as (select * from {{ ref('int_value_added_matched') }}),

ranked as (select * from {{ ref('int_value_added_ranked') }}),

ranks as (
    select
        county_id,
        exam_id,
        subject,
        model_id,
        school_id,
        {{ exact_sum('percentile') }} / count(*) as conditional_percentile
    from ranked
    group by county_id, exam_id, subject, model_id, school_id
),

schools as (
    select
        county_id,
        exam_id,
        subject,
        model_id,
        school_id,
        count(*) as taker_count,
        count(case when is_matched then 1 end) as matched_count,
        count(case when is_matched and is_full then 1 end) as full_count,
        count(case when is_matched and is_prior_full then 1 end) as prior_full_count
    from takers
    group by county_id, exam_id, subject, model_id, school_id
)

select
    county_id,
    exam_id,
    subject,
    model_id,
    '' as school_id,
    cast(sum(taker_count) as bigint) as taker_count,
    cast(sum(matched_count) as bigint) as matched_count,
    cast(sum(full_count) as bigint) as full_count,
    cast(sum(prior_full_count) as bigint) as prior_full_count,
    cast(null as double) as conditional_percentile
from schools
group by county_id, exam_id, subject, model_id
union all
select
    school.county_id,
    school.exam_id,
    school.subject,
    school.model_id,
    school.school_id,
    school.taker_count,
    school.matched_count,
    school.full_count,
    school.prior_full_count,
    ranks.conditional_percentile
from schools as school
left join ranks
    on
        school.county_id = ranks.county_id
        and school.exam_id = ranks.exam_id
        and school.subject = ranks.subject
        and school.model_id = ranks.model_id
        and school.school_id = ranks.school_id
