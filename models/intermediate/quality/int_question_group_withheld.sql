-- grain: one row per exam, subject, question group and entity with scores
-- schools of a stratum that is open, and all others together, are cells: what is
-- withheld of a cell hides itself
{% set whole = 'county_id, exam_id, subject, question_group' %}
{% set cell = whole ~ ', open_stratum_id' %}
with strata as (select * from {{ ref('int_question_group_stratum_withheld') }}),

schools as (
    select * from {{ ref('int_question_group_school') }}
    where reason is null
),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

sized as (
    select
        schools.*,
        rule.minimum_count,
        case when not strata.is_withheld then schools.stratum_id end as open_stratum_id,
        case
            when
                schools.pupil_count < rule.minimum_count or schools.is_score_withheld
                then 1
            else 0
        end as is_small
    from schools
    cross join rules as rule
    inner join strata
        on
            {{ same_paper('schools', 'strata') }}
            and schools.question_group = strata.question_group
            and coalesce(schools.stratum_id, '') = coalesce(strata.stratum_id, '')
)

select
    {{ whole }},
    'school' as entity_type,
    school_id as entity_id,
    {{ is_withheld_within(
        cell, 'pupil_count', 'school_id', {'pupil_count': 'minimum_count'}
    ) }} as is_withheld
from sized
union all
select
    {{ whole }},
    'stratum' as entity_type,
    stratum_id as entity_id,
    is_withheld
from strata
where stratum_id is not null
union all
select
    {{ whole }},
    'county' as entity_type,
    county_id as entity_id,
    max(case when is_county_withheld then 1 else 0 end) = 1 as is_withheld
from strata
group by {{ whole }}
