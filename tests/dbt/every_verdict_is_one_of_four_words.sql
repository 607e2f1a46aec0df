-- means:   a verdict is not met, not_met, incomplete or not_applicable
-- matters: a report would show it without a light, or not at all
-- mend:    the case expression of the model named here
with verdicts as (
    select
        'fct_indicator_verdict' as model_name,
        verdict
    from {{ ref('fct_indicator_verdict') }}
    union all
    select
        'fct_resource_balance' as model_name,
        verdict
    from {{ ref('fct_resource_balance') }}
    union all
    select
        'fct_teacher_exchange' as model_name,
        exchange_verdict as verdict
    from {{ ref('fct_teacher_exchange') }}
    where entity_type = 'county'
    union all
    select
        'fct_teacher_exchange' as model_name,
        backbone_verdict as verdict
    from {{ ref('fct_teacher_exchange') }}
    where entity_type = 'county'
    union all
    select
        'fct_salary_parity' as model_name,
        verdict
    from {{ ref('fct_salary_parity') }}
    where stratum_type = 'all'
)

select *
from verdicts
where
    verdict is null
    or verdict not in ('met', 'not_met', 'incomplete', 'not_applicable')
