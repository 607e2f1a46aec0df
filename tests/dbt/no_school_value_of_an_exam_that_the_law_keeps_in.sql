-- means:   a report would show a school's, class's or group's value of an exam whose
--          source
--          does not allow it
-- matters: regional exams of non-graduating years must not be compared or published
-- mend:    seeds/source_type.csv, the filter in rpt_balance__quality
select
    report.exam_id,
    report.entity_type,
    report.entity_id
from {{ ref('rpt_balance__quality') }} as report
inner join {{ ref('dim_exam') }} as exam
    on
        report.county_id = exam.county_id
        and report.exam_id = exam.exam_id
where
    report.entity_type not in ('county', 'stratum')
    and exam.source_type in ('school_exam', 'historical_regional')
