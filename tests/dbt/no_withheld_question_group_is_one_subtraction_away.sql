-- means:   a withheld share of a question group is that of the county or a stratum less
--          its published parts, or what is left are too few pupils
-- matters: a reader of the published folder would know what a few pupils got
-- mend:    int_question_group_stratum_withheld, int_question_group_withheld
with groups as (
    -- what is set aside is in no sum
    select * from {{ ref('fct_question_group') }}
    where school_count > 0
),

parts as (
    select
        'county' as whole_type,
        groups.county_id as whole_id,
        groups.*
    from groups
    where groups.entity_type <> 'county'
    union all
    select
        'stratum' as whole_type,
        groups.county_id || '|' || school.urban_rural as whole_id,
        groups.*
    from groups
    inner join {{ ref('dim_school') }} as school
        on
            groups.county_id = school.county_id
            and groups.entity_id = school.school_id
            and groups.school_year = school.school_year
    where groups.entity_type = 'school'
),

rests as (
    select
        whole.county_id,
        whole.exam_id,
        whole.subject,
        whole.question_group,
        whole.entity_id,
        part.entity_type as part_type,
        whole.is_suppressed,
        -- those whose place nobody knows are a part that is never published
        count(case when part.is_suppressed then 1 end)
        + case when sum(part.pupil_count) < whole.pupil_count then 1 else 0 end
            as hidden_count,
        whole.pupil_count
        - sum(case when part.is_suppressed then 0 else part.pupil_count end)
            as hidden_pupil_count
    from groups as whole
    inner join parts as part
        on
            {{ same_paper('whole', 'part') }}
            and whole.question_group = part.question_group
            and whole.entity_type = part.whole_type
            and whole.entity_id = part.whole_id
    group by
        whole.county_id,
        whole.exam_id,
        whole.subject,
        whole.question_group,
        whole.entity_id,
        part.entity_type,
        whole.is_suppressed,
        whole.pupil_count
)

select rests.*
from rests
inner join {{ ref('suppression_class') }} as rule
    on rule.suppression_class = 'pupil_result'
where
    (rests.is_suppressed and rests.hidden_count = 0)
    or (
        not rests.is_suppressed
        and rests.hidden_count > 0
        and (rests.hidden_count < 2 or rests.hidden_pupil_count < rule.minimum_count)
    )
