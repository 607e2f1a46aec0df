-- means:   the declared order of sources and the figures behind the resource indicators
--          have come apart
-- matters: fct_reconciliation would say that a figure counts which no indicator uses
-- mend:    seeds/reconciled_fact.csv and seeds/source_precedence.csv; to let another
--          source count, its figures must first go into int_school_figure_listed and
--          int_school_profiled (docs/decisions/which-source-counts.md)
with facts as (select * from {{ ref('reconciled_fact') }}),

sources as (select * from {{ ref('source_precedence') }}),

used as (
    -- what only a relaxed rule counts stands on the school's form alone
    select field as fact from {{ ref('indicator_part') }}
    where school_flag = 'none'
    union
    select stage || '_pupil_count' as fact from {{ ref('school_type_stage') }}
)

select
    coalesce(facts.fact, used.fact) as fact,
    facts.resource_source,
    sources.source
from facts
full outer join used
    on facts.fact = used.fact
left join sources
    on
        facts.fact = sources.fact
        and sources.position = 1
where
    (facts.resource_source is null) <> (used.fact is null)
    or facts.resource_source <> sources.source
