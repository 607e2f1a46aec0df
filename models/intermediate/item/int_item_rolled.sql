-- grain: one row per assessment cycle, county, item that is judged by school and stage
-- all schools in scope meet it; one that fails decides, one that is open only where
-- none fails (standard.md 12.2)
with schools as (select * from {{ ref('int_school_item_judged') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

rules as (select * from {{ ref('threshold') }}),

counted as (
    select
        schools.county_id,
        schools.cycle_id,
        schools.indicator_id,
        schools.stage,
        max(schools.rests_on) as rests_on,
        max(case when schools.verdict = 'not_applicable' then schools.reason end)
            as scope_reason,
        count(case when schools.verdict <> 'not_applicable' then 1 end)
            as school_count,
        count(case when schools.verdict = 'met' then 1 end) as met_count,
        count(case when schools.verdict = 'not_met' then 1 end) as failed_count,
        count(case when schools.verdict = 'incomplete' then 1 end) as open_count,
        -- of those that are judged, in the item's own units
        {{ exact_sum(
            "case when schools.verdict in ('met', 'not_met') then schools.numerator end",
            2
        ) }} as numerator_total,
        {{ exact_sum(
            "case when schools.verdict in ('met', 'not_met') then schools.denominator end",
            2
        ) }} as denominator_total,
        max(
            case
                when schools.verdict <> 'not_applicable' and rules.is_uncertain then 1
                else 0
            end
        ) = 1 as is_relying_on_uncertain
    from schools
    left join rules
        on schools.threshold_id = rules.threshold_id
    group by
        schools.county_id, schools.cycle_id, schools.indicator_id, schools.stage
),

-- the rule of the item, of the stage that its verdicts have
ruled as (
    select
        counted.*,
        threshold.threshold_id,
        threshold.is_uncertain or counted.is_relying_on_uncertain
            as is_threshold_uncertain,
        {{ ratio('counted.met_count', 'counted.school_count') }} as value,
        row_number() over (
            partition by
                counted.county_id, counted.cycle_id, counted.indicator_id, counted.stage
            order by
                case when threshold.stage = counted.stage then 0 else 1 end,
                threshold.threshold_id
        ) as preference
    from counted
    inner join county_cycles as cycle
        on
            counted.county_id = cycle.county_id
            and counted.cycle_id = cycle.cycle_id
    inner join thresholds as threshold
        on
            counted.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and counted.indicator_id = threshold.indicator_id
            and (counted.stage = '' or counted.stage = threshold.stage)
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    stage,
    value,
    cast(met_count as double) as numerator,
    cast(school_count as double) as denominator,
    cast(1 as double) as limit_value,
    case
        when school_count = 0 then 'not_applicable'
        when failed_count > 0 then 'not_met'
        when open_count > 0 then 'incomplete'
        else 'met'
    end as verdict,
    -- all but a few of very many schools print as all
    failed_count > 0
    and open_count = 0
    and {{ printed('value', "'percent1'") }} = {{ printed('1', "'percent1'") }}
        as is_borderline,
    case
        when school_count = 0 then scope_reason
        when failed_count > 0 then 'school_fails'
        when open_count > 0 then 'school_open'
    end as reason,
    threshold_id,
    rests_on,
    is_threshold_uncertain,
    failed_count,
    numerator_total,
    denominator_total
from ruled
where preference = 1
