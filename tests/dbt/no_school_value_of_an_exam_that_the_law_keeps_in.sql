-- means:   a report would show, or a mart would release, a school's, class's or group's
--          value of an exam whose source or grade does not allow it
-- matters: regional exams of non-graduating years must not be compared or published
-- mend:    seeds/source_type.csv, seeds/exam_permission.csv, the filters in
--          rpt_quality__…, int_quality_withheld,
--          int_graded_withheld, int_question_group_compared
with kept_in as (
    select
        county_id,
        exam_id
    from {{ ref('dim_exam') }}
    where
        legal_status <> 'lawful'
        or source_type in ('school_exam', 'historical_regional')
),

shown as (
    select
        county_id,
        exam_id,
        'fct_quality_score' as place,
        entity_id
    from {{ ref('fct_quality_score') }}
    where
        entity_type not in ('county', 'stratum')
        and (is_releasable or not is_suppressed)
    union all
    select
        county_id,
        exam_id,
        'rpt_quality__distribution' as place,
        entity_id
    from {{ ref('rpt_quality__distribution') }}
    where entity_type not in ('county', 'stratum')
    union all
    select
        county_id,
        exam_id,
        'fct_grade_distribution' as place,
        entity_id
    from {{ ref('fct_grade_distribution') }}
    where entity_type <> 'county' and (is_releasable or not is_suppressed)
    union all
    select
        county_id,
        exam_id,
        'fct_question_group' as place,
        entity_id
    from {{ ref('fct_question_group') }}
    where entity_type = 'school' and (is_releasable or not is_suppressed)
    union all
    select
        county_id,
        exam_id,
        'rpt_feedback__question' as place,
        school_id as entity_id
    from {{ ref('rpt_feedback__question') }}
    union all
    select
        county_id,
        exam_id,
        'rpt_feedback__grade' as place,
        school_id as entity_id
    from {{ ref('rpt_feedback__grade') }}
    {% for mart, entity in {
        'fct_group_quality': 'group_id',
        'fct_group_score': 'group_id',
        'fct_norm_followed': 'school_id',
        'fct_quality_index': 'school_id',
        'fct_school_standing': 'school_id',
        'fct_value_added': 'school_id',
    }.items() %}
        union all
        select
            county_id,
            exam_id,
            '{{ mart }}' as place,
            {{ entity }} as entity_id
        from {{ ref(mart) }}
        where is_releasable or not is_suppressed
    {% endfor %}
)

select
    shown.place,
    shown.exam_id,
    shown.entity_id
from shown
inner join kept_in
    on shown.county_id = kept_in.county_id and shown.exam_id = kept_in.exam_id
