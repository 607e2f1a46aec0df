-- grain: one row per exam, subject, question group and school
-- a school with a faulted or missing item is in no sum of the group, so that all that
-- are compared were asked the same
-- whose scores are withheld says so here: the groups of a paper make up its total
with items as (select * from {{ ref('int_item_placed') }}),

exams as (select * from {{ ref('dim_exam') }}),

schools as (select * from {{ ref('dim_school') }}),

scored_schools as (select * from {{ ref('int_quality_school_withheld') }}),

scored_strata as (select * from {{ ref('int_quality_stratum_withheld') }}),

summed as (
    select
        county_id,
        exam_id,
        subject,
        question_group,
        school_id,
        count(*) as item_count,
        count(case when is_faulted then 1 end) as faulted_item_count,
        count(case when is_lacking then 1 end) as lacking_item_count,
        max(pupil_count) as pupil_count,
        cast(sum(full_score) as decimal(9, 2)) as full_score,
        cast(sum(score_sum) as decimal(18, 2)) as score_sum,
        cast(sum(full_score * pupil_count) as decimal(18, 2)) as attainable_sum
    from items
    group by county_id, exam_id, subject, question_group, school_id
)

select
    summed.*,
    exam.school_year,
    exam.is_school_level_releasable,
    summed.county_id || '|' || school.urban_rural as stratum_id,
    coalesce(scored_school.is_withheld, false) as is_score_withheld,
    coalesce(scored_stratum.is_withheld, false) as is_stratum_score_withheld,
    case
        when exam.exam_id is null then 'exam_unknown'
        when exam.legal_status = 'forbidden' then 'exam_forbidden'
        when summed.faulted_item_count > 0 then 'items_faulted'
        when summed.lacking_item_count > 0 then 'items_lacking'
        when summed.attainable_sum = 0 then 'nobody_assessed'
    end as reason
from summed
left join exams as exam
    on summed.county_id = exam.county_id and summed.exam_id = exam.exam_id
left join schools as school
    on
        summed.county_id = school.county_id
        and summed.school_id = school.school_id
        and exam.school_year = school.school_year
left join scored_schools as scored_school
    on
        {{ same_paper('summed', 'scored_school') }}
        and summed.school_id = scored_school.school_id
left join scored_strata as scored_stratum
    on
        {{ same_paper('summed', 'scored_stratum') }}
        and summed.county_id || '|' || school.urban_rural = scored_stratum.stratum_id
