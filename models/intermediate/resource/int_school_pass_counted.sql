-- grain: one row per assessment cycle, county and compulsory stage
-- schools in scope by verdict, and whether enough of them pass; a school that may yet
-- pass leaves it open only where it could decide
with schools as (select * from {{ ref('int_school_judged') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

stages as (
    -- distinct: every type of school has stages
    select distinct stage from type_stages
    where is_judged
),

counted as (
    select
        county_id,
        cycle_id,
        stage,
        count(*) as school_count,
        count(case when verdict = 'met' then 1 end) as met_count,
        count(case when verdict = 'not_met' then 1 end) as not_met_count,
        count(case when verdict = 'incomplete' then 1 end) as incomplete_count,
        count(
            case
                when verdict = 'incomplete' and reason = 'sources_disagree' then 1
            end
        ) as disputed_count,
        max(case when is_threshold_uncertain then 1 else 0 end) = 1
            as is_relying_on_uncertain
    from schools
    where verdict <> 'not_applicable'
    group by county_id, cycle_id, stage
),

limited as (
    select
        cycle.county_id,
        cycle.cycle_id,
        stages.stage,
        threshold.threshold_id,
        threshold.limit_value,
        threshold.is_uncertain
        or coalesce(counted.is_relying_on_uncertain, false) as is_threshold_uncertain,
        coalesce(counted.school_count, 0) as school_count,
        coalesce(counted.met_count, 0) as met_count,
        coalesce(counted.not_met_count, 0) as not_met_count,
        coalesce(counted.incomplete_count, 0) as incomplete_count,
        coalesce(counted.disputed_count, 0) as disputed_count,
        cast(threshold.limit_value as decimal(7, 6)) * counted.school_count
            as wanted_count,
        (
            cast(threshold.limit_value as decimal(7, 6)) - indicator.print_tolerance
        ) * counted.school_count as printed_count
    from county_cycles as cycle
    cross join stages
    left join counted
        on
            cycle.county_id = counted.county_id
            and cycle.cycle_id = counted.cycle_id
            and stages.stage = counted.stage
    left join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'R-school'
    left join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
)

select
    county_id,
    cycle_id,
    stage,
    threshold_id,
    limit_value,
    is_threshold_uncertain,
    school_count,
    met_count,
    not_met_count,
    incomplete_count,
    {{ share_verdict('wanted_count') }} as verdict,
    coalesce(
        met_count + incomplete_count < wanted_count and met_count >= printed_count,
        false
    ) as is_borderline,
    case
        when school_count = 0 then 'no_school'
        when met_count + incomplete_count < wanted_count then 'school_fails'
        when met_count >= wanted_count then null
        -- a missing value comes first: with it the rest may be settled
        when disputed_count < incomplete_count then 'value_missing'
        else 'sources_disagree'
    end as reason
from limited
