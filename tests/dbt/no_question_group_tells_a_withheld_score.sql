-- means:   question groups are told of a school or stratum whose scores in the paper
--          are withheld
-- matters: the groups of a paper add up to what is withheld
-- mend:    int_question_group_stratum_withheld, int_question_group_withheld
select
    told.county_id,
    told.exam_id,
    told.subject,
    told.question_group,
    told.entity_id
from {{ ref('fct_question_group') }} as told
inner join {{ ref('fct_quality_score') }} as score
    on
        {{ same_paper('told', 'score') }}
        and told.entity_type = score.entity_type
        and told.entity_id = score.entity_id
where score.denominator = 'takers' and score.is_suppressed and not told.is_suppressed
