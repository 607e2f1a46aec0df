-- grain: one row per exam, subject and entity with graded results
-- a county's figure is the whole of its schools'; of an exam whose school values may
-- not leave, the county needs enough schools; of a forbidden one nothing leaves
{% set whole = 'county_id, exam_id, subject' %}
with sums as (select * from {{ ref('int_graded_summed') }}),

exams as (select * from {{ ref('dim_exam') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

sized as (
    select
        sums.county_id,
        sums.exam_id,
        sums.subject,
        sums.entity_type,
        sums.entity_id,
        sums.school_count,
        coalesce(sums.assessed_count, 0) as assessed_count,
        rule.minimum_count,
        coalesce(exam.legal_status, '') <> 'forbidden'
        and (
            coalesce(exam.is_school_level_releasable, false)
            or (
                sums.entity_type = 'county'
                and sums.school_count >= rule.minimum_school_count
            )
        ) as is_releasable,
        case
            when coalesce(sums.assessed_count, 0) < rule.minimum_count then 1
            else 0
        end as is_small
    from sums
    cross join rules as rule
    left join exams as exam
        on sums.county_id = exam.county_id and sums.exam_id = exam.exam_id
),

parts as (
    select
        sized.*,
        whole.is_small as is_whole_small
    from sized
    inner join sized as whole
        on
            {{ same_paper('sized', 'whole') }}
            and whole.entity_type = 'county'
    -- what does not add up is in no sum and hides nobody
    where sized.entity_type = 'school' and sized.school_count > 0
)

select
    county_id,
    exam_id,
    subject,
    entity_type,
    entity_id,
    is_releasable,
    {{ is_withheld_within(
        whole, 'assessed_count', 'entity_id', {'assessed_count': 'minimum_count'},
        'is_whole_small'
    ) }} or not is_releasable as is_suppressed
from parts
union all
select
    county_id,
    exam_id,
    subject,
    entity_type,
    entity_id,
    is_releasable,
    is_small = 1 or not is_releasable as is_suppressed
from sized
where entity_type = 'county' or school_count = 0
