-- means:   the mean of a group made of its members' means is not that of all its pupils
-- matters: bundled evaluation would judge by another level than the published one
-- mend:    who is a member in int_group_school_score and in int_entity_score_tallied
select
    quality.county_id,
    quality.group_id,
    quality.exam_id,
    quality.subject,
    quality.denominator
from {{ ref('fct_group_quality') }} as quality
inner join {{ ref('fct_quality_score') }} as score
    on
        quality.county_id = score.county_id
        and quality.group_id = score.entity_id
        and quality.exam_id = score.exam_id
        and quality.subject = score.subject
        and quality.denominator = score.denominator
        and score.entity_type = 'group'
where abs(quality.t_score - score.t_score) > 0.000000001
