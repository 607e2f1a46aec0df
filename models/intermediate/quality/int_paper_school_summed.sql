-- grain: one row per county, exam, subject, model, school and pair of variables
-- the paper's own totals stand under a blank school
-- what an estimator needs of the takers, exact: no division before it, no pupil after
-- it; operands are cast so that neither engine rounds a product
with measured as (select * from {{ ref('int_quality_measured') }}),

schools as (
    select
        county_id,
        exam_id,
        subject,
        entity_id as school_id,
        cast(pupil_count as decimal(9, 0)) as pupil_count,
        cast(score_sum as decimal(19, 7)) as score_sum,
        squared_spread,
        cast(
            sum(pupil_count) over (partition by county_id, exam_id, subject)
            as decimal(9, 0)
        ) as total_count,
        cast(
            sum(score_sum) over (partition by county_id, exam_id, subject)
            as decimal(19, 7)
        ) as total_sum
    from measured
    where entity_type = 'school' and denominator = 'takers' and pupil_count > 0
),

summed as (
    select
        county_id,
        exam_id,
        subject,
        '' as school_id,
        '' as second,
        total_count as pupil_count,
        cast(max(total_sum) as decimal(38, 14)) as value
    from schools
    group by county_id, exam_id, subject, total_count
    union all
    select
        county_id,
        exam_id,
        subject,
        school_id,
        '' as second,
        pupil_count,
        cast(total_count * score_sum - pupil_count * total_sum as decimal(38, 14))
            as value
    from schools
    union all
    select
        county_id,
        exam_id,
        subject,
        school_id,
        'outcome' as second,
        pupil_count,
        cast(squared_spread as decimal(38, 14)) as value
    from schools
)

select
    county_id,
    exam_id,
    subject,
    'null' as model,
    school_id,
    'outcome' as first,
    second,
    cast(pupil_count as bigint) as pupil_count,
    value
from summed
