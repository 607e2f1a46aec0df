-- grain: one row per assessment cycle, item that only documents answer, and county or
-- school that must answer it
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

rules as (select * from {{ ref('evidence_rule') }}),

scoped_schools as (select * from {{ ref('int_school_scoped') }})

select
    cycle.county_id,
    cycle.cycle_id,
    cycle.statistics_school_year as school_year,
    'county' as entity_type,
    cycle.county_id as entity_id,
    rules.indicator_id,
    rules.evidence_item,
    true as is_in_scope,
    cast(null as string) as scope_reason
from county_cycles as cycle
cross join rules
where not rules.is_asked_of_schools
union all
select
    cycle.county_id,
    cycle.cycle_id,
    cycle.statistics_school_year as school_year,
    'school' as entity_type,
    scoped.school_id as entity_id,
    rules.indicator_id,
    rules.evidence_item,
    scoped.is_in_scope,
    scoped.scope_reason
from county_cycles as cycle
inner join scoped_schools as scoped
    on
        cycle.county_id = scoped.county_id
        and cycle.statistics_school_year = scoped.school_year
inner join rules
    on
        rules.is_asked_of_schools
        and scoped.scope_id = rules.indicator_id
