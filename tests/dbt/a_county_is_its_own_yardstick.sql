-- means:   the county's z is not 0, or the z of its takers do not cancel out
-- matters: T scores of schools would be measured against something else
-- mend:    fct_quality_score, fct_assessment_score
select
    'fct_quality_score' as model_name,
    exam_id,
    subject,
    z_score as deviation
from {{ ref('fct_quality_score') }}
where entity_type = 'county' and abs(z_score) > 1e-9
union all
select
    'fct_assessment_score' as model_name,
    exam_id,
    subject,
    sum(z_score) as deviation
from {{ ref('fct_assessment_score') }}
group by exam_id, subject
having abs(sum(z_score)) > 1e-6
