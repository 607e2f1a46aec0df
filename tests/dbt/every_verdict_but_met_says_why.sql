-- means:   something is not met, open or not asked, and nobody is told why
-- matters: a clerk sees a red or a yellow light and does not know what to mend
-- mend:    the reason of the model that judges the indicator named here
with verdicts as (
    select
        indicator_id,
        verdict,
        reason
    from {{ ref('fct_indicator_verdict') }}
    union all
    select
        indicator_id,
        verdict,
        reason
    from {{ ref('fct_verdict_forecast') }}
)

select *
from verdicts
where verdict <> 'met' and reason is null
