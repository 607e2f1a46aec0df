-- grain: one row per county, assessment cycle, indicator that the county is judged by,
-- and stage ('' without a stage): how far it is from its limit
with verdicts as (
    select * from {{ ref('fct_indicator_verdict') }}
    where entity_type = 'county'
),

indicators as (select * from {{ ref('indicator') }}),

measured as (
    select
        verdict.county_id,
        verdict.cycle_id,
        verdict.indicator_id,
        verdict.stage,
        indicator.indicator_group,
        indicator.position,
        -- the halves of an item are one item, every coefficient is one of its own
        case
            when indicator.indicator_group = 'CV'
                then verdict.indicator_id || '|' || verdict.stage
            else {{ item_of('verdict.indicator_id') }}
        end as item_id,
        verdict.value,
        verdict.limit_value,
        verdict.verdict,
        verdict.is_borderline,
        verdict.reason,
        verdict.is_threshold_uncertain,
        -- 0 and above is enough; what schools are judged by one by one is a share here
        case
            when indicator.comparison = 'at_most' and indicator.level <> 'school'
                then verdict.limit_value - verdict.value
            else verdict.value - verdict.limit_value
        end as distance
    from verdicts as verdict
    inner join indicators as indicator
        on verdict.indicator_id = indicator.indicator_id
)

select
    *,
    {{ ratio('distance', 'limit_value') }} as distance_ratio
from measured
