-- means:   a withheld figure of an exam is a published whole less its published parts,
--          or the sum of published parts, or what is left are too few takers
-- matters: a reader of the published folder would know the scores of a few pupils
-- mend:    int_quality_stratum_withheld, int_quality_school_withheld,
--          int_quality_class_withheld
with scores as (
    select
        score.*,
        exam.school_year,
        rule.minimum_count
    from {{ ref('fct_quality_score') }} as score
    inner join {{ ref('dim_exam') }} as exam
        on score.county_id = exam.county_id and score.exam_id = exam.exam_id
    cross join {{ ref('suppression_class') }} as rule
    where score.denominator = 'takers' and rule.suppression_class = 'pupil_result'
),

parts as (
    select
        'county of schools' as relation,
        scores.county_id as whole_id,
        scores.*
    from scores
    where scores.entity_type = 'school'
    union all
    select
        'county of strata' as relation,
        scores.county_id as whole_id,
        scores.*
    from scores
    where scores.entity_type = 'stratum'
    union all
    select
        'stratum of schools' as relation,
        scores.county_id || '|' || school.urban_rural as whole_id,
        scores.*
    from scores
    inner join {{ ref('dim_school') }} as school
        on
            scores.county_id = school.county_id
            and scores.entity_id = school.school_id
            and scores.school_year = school.school_year
    where scores.entity_type = 'school'
    union all
    select
        'group of schools' as relation,
        member.group_id as whole_id,
        scores.*
    from scores
    inner join {{ ref('int_group_member_placed') }} as member
        on
            scores.county_id = member.county_id
            and scores.entity_id = member.school_id
            and scores.school_year = member.school_year
    where scores.entity_type = 'school'
    union all
    select
        'school of classes' as relation,
        split_part(scores.entity_id, '|', 1) as whole_id,
        scores.*
    from scores
    where scores.entity_type = 'class'
),

summed as (
    select
        whole.county_id,
        whole.exam_id,
        whole.subject,
        part.relation,
        part.whole_id,
        whole.is_suppressed,
        whole.pupil_count,
        whole.minimum_count,
        -- those whose place nobody knows are a part that is never published
        count(case when part.is_suppressed then 1 end)
        + case when sum(part.pupil_count) < whole.pupil_count then 1 else 0 end
            as hidden_count,
        whole.pupil_count
        - sum(case when part.is_suppressed then 0 else part.pupil_count end)
            as hidden_pupil_count,
        count(case when part.is_suppressed then 1 end) as withheld_count
    from parts as part
    inner join scores as whole
        on
            part.county_id = whole.county_id
            and part.exam_id = whole.exam_id
            and part.subject = whole.subject
            and part.whole_id = whole.entity_id
            and part.relation like whole.entity_type || ' of %'
    group by
        whole.county_id,
        whole.exam_id,
        whole.subject,
        part.relation,
        part.whole_id,
        whole.is_suppressed,
        whole.pupil_count,
        whole.minimum_count
)

select *
from summed
where
    (
        not is_suppressed
        and withheld_count > 0
        and (hidden_count < 2 or hidden_pupil_count < minimum_count)
    )
    or (is_suppressed and hidden_count = 0)
