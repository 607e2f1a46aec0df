-- means:   a report would show a school's, class's or group's value of an exam whose
--          source does not allow it
-- matters: regional exams of non-graduating years must not be compared or published
-- mend:    seeds/source_type.csv, the filters in rpt_balance__quality
--          and rpt_quality__…
with shown as (
    select
        county_id,
        exam_id,
        entity_type,
        entity_id
    from {{ ref('rpt_balance__quality') }}
    union all
    select
        county_id,
        exam_id,
        entity_type,
        entity_id
    from {{ ref('rpt_quality__distribution') }}
    union all
    select
        county_id,
        exam_id,
        'school' as entity_type,
        school_id as entity_id
    from {{ ref('rpt_quality__norm_followed') }}
)

select
    shown.exam_id,
    shown.entity_type,
    shown.entity_id
from shown
inner join {{ ref('dim_exam') }} as exam
    on shown.county_id = exam.county_id and shown.exam_id = exam.exam_id
where
    shown.entity_type not in ('county', 'stratum')
    and exam.source_type in ('school_exam', 'historical_regional')
