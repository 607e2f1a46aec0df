-- means:   classes do not add up to schools, or schools with a place not to their
--          strata
-- matters: one score would count in one figure and not in the other
-- mend:    int_entity_score_tallied
with totals as (
    select
        county_id,
        exam_id,
        subject,
        denominator,
        sum(case when entity_type = 'class' then pupil_count else 0 end)
            as class_pupil_count,
        sum(case when entity_type = 'school' then pupil_count else 0 end)
            as school_pupil_count,
        sum(case when entity_type = 'stratum' then pupil_count else 0 end)
            as stratum_pupil_count,
        sum(case when entity_type = 'county' then pupil_count else 0 end)
            as county_pupil_count,
        sum(case when entity_type = 'school' then score_sum else 0 end)
            as school_score_sum,
        sum(case when entity_type = 'county' then score_sum else 0 end)
            as county_score_sum
    from {{ ref('fct_quality_score') }}
    group by county_id, exam_id, subject, denominator
)

select *
from totals
where
    class_pupil_count > school_pupil_count
    or school_pupil_count > county_pupil_count
    or stratum_pupil_count > school_pupil_count
    or school_score_sum > county_score_sum
