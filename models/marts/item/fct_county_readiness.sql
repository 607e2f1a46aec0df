-- grain: one row per county and assessment cycle
with counted as (select * from {{ ref('int_readiness_counted') }}),

cycles as (select * from {{ ref('int_cycle_followed') }}),

plans as (select * from {{ ref('int_plan_resolved') }}),

warnings as (select * from {{ ref('int_post_warning_counted') }}),

changes as (
    select
        county_id,
        cycle_id,
        count(case when verdict_change = 'newly_met' then 1 end) as newly_met_count,
        count(case when verdict_change = 'newly_failed' then 1 end)
            as newly_failed_count
    from {{ ref('fct_item_distance') }}
    group by county_id, cycle_id
)

select
    cast(now.county_id as string) as county_id,
    cast(now.cycle_id as string) as cycle_id,
    cast(now.item_count as integer) as item_count,
    cast(now.met_count as integer) as met_count,
    cast(now.not_met_count as integer) as not_met_count,
    cast(now.incomplete_count as integer) as incomplete_count,
    cast(now.not_applicable_count as integer) as not_applicable_count,
    cast(now.veto_count as integer) as veto_count,
    cast(now.verdict as string) as verdict,
    cast(now.is_borderline as boolean) as is_borderline,
    cast(now.reason as string) as reason,
    cast(warnings.warned_school_count as integer) as unfilled_post_school_count,
    cast(cycles.previous_cycle_id as string) as previous_cycle_id,
    cast(last.verdict as string) as previous_verdict,
    cast(now.met_count - last.met_count as integer) as met_count_change,
    cast(now.not_met_count - last.not_met_count as integer) as not_met_count_change,
    cast(
        case when last.county_id is not null then changes.newly_met_count end as integer
    ) as newly_met_count,
    cast(
        case when last.county_id is not null then changes.newly_failed_count end
        as integer
    ) as newly_failed_count,
    cast(plans.plan_id as string) as plan_id,
    cast(plans.phase as integer) as plan_phase,
    cast(plans.phase_name_zh as string) as plan_phase_name,
    cast(plans.due_year as integer) as plan_due_year,
    cast(
        case
            when plans.plan_id is null then null
            when now.verdict = 'met' then 'reached'
            when plans.due_year is null then 'undated'
            when plans.due_year > cycles.application_year then 'not_due'
            else 'behind'
        end as string
    ) as plan_status,
    cast(plans.is_uncertain as boolean) as is_plan_uncertain
from counted as now
inner join cycles
    on
        now.county_id = cycles.county_id
        and now.cycle_id = cycles.cycle_id
left join counted as last
    on
        cycles.county_id = last.county_id
        and cycles.previous_cycle_id = last.cycle_id
left join changes
    on
        now.county_id = changes.county_id
        and now.cycle_id = changes.cycle_id
left join warnings
    on
        now.county_id = warnings.county_id
        and now.cycle_id = warnings.cycle_id
left join plans
    on now.county_id = plans.county_id
