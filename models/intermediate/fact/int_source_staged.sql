-- grain: one row per fact and source of it, in the declared order, with the stage that
-- the fact is of
with sources as (select * from {{ ref('source_precedence') }}),

facts as (select * from {{ ref('reconciled_fact') }})

select
    sources.fact,
    sources.source,
    sources.position,
    sources.form,
    sources.field,
    sources.is_optional,
    facts.stage,
    facts.unit_zh is null as is_code
from sources
inner join facts
    on sources.fact = facts.fact
