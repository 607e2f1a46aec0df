-- grain: one row per assessment cycle and school: G6
-- below 100 pupils last year, funded at least as for 100, at the quota of its stages
-- (standard.md 12.7); with two stages, by the share of its pupils in each
with known as (select * from {{ ref('int_small_school_weighed') }}),

reasoned as (
    select
        *,
        case
            when not is_in_scope then scope_reason
            when is_last_year_listed and not is_listed_last_year
                then 'opened_this_year'
            when known_count >= least_pupil_count then 'not_small'
            when unknown_count = 0 and known_count = 0 then 'no_pupil'
        end as out_reason,
        case
            when not is_listed_last_year or unknown_count > 0 then 'pupils_missing'
            when rows_rejected is null then 'funding_missing'
            when budget_yuan is null and rows_rejected > 0 then 'rows_rejected'
            when budget_yuan is null then 'funding_missing'
        end as open_reason
    from known
)

select
    county_id,
    cycle_id,
    'school' as entity_type,
    school_id as entity_id,
    'G6' as indicator_id,
    '' as stage,
    budget_yuan as value,
    budget_yuan as numerator,
    case when unknown_count = 0 then known_count end as denominator,
    case
        when out_reason is null and open_reason is null
            then {{ ratio('wanted_worth', 'known_count') }}
    end as limit_value,
    case
        when out_reason is not null then 'not_applicable'
        when open_reason is not null then 'incomplete'
        when budget_yuan * known_count < wanted_worth then 'not_met'
        else 'met'
    end as verdict,
    coalesce(
        out_reason is null
        and open_reason is null
        and budget_yuan * known_count < wanted_worth
        and (budget_yuan + 0.5) * known_count >= wanted_worth, false
    ) as is_borderline,
    coalesce(
        out_reason,
        open_reason,
        case
            when budget_yuan * known_count < wanted_worth then 'funded_as_for_fewer'
        end
    ) as reason,
    threshold_id,
    'rows' as rests_on
from reasoned
