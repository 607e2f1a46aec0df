-- grain: one row per assessment cycle, county, stage, indicator (share of schools, 14
-- coefficients), school year ahead and scenario
with schools as (
    select * from {{ ref('int_school_ahead') }}
    where verdict <> 'not_applicable'
),

spreads as (select * from {{ ref('int_spread_ahead') }}),

shares_now as (select * from {{ ref('int_school_pass_counted') }}),

balances_now as (select * from {{ ref('int_balance_judged') }}),

counted as (
    select
        cycle_id,
        county_id,
        stage,
        school_year,
        scenario,
        count(*) as school_count,
        count(case when verdict = 'met' then 1 end) as met_count,
        count(case when verdict = 'incomplete' then 1 end) as incomplete_count,
        max(case when is_threshold_uncertain then 1 else 0 end) = 1
            as is_relying_on_uncertain
    from schools
    group by cycle_id, county_id, stage, school_year, scenario
),

shared as (
    select
        counted.*,
        now.limit_value,
        now.threshold_id,
        now.is_threshold_uncertain or counted.is_relying_on_uncertain
            as is_threshold_uncertain,
        cast(now.limit_value as decimal(7, 6)) * counted.school_count as wanted_count
    from counted
    inner join shares_now as now
        on
            counted.cycle_id = now.cycle_id
            and counted.county_id = now.county_id
            and counted.stage = now.stage
),

spread as (
    select
        spreads.*,
        now.limit_value,
        now.threshold_id,
        now.is_threshold_uncertain,
        {{ decided_cv('spreads') }} as decided_cv
    from spreads
    inner join balances_now as now
        on
            spreads.cycle_id = now.cycle_id
            and spreads.county_id = now.county_id
            and spreads.stage = now.stage
            and spreads.indicator_id = now.indicator_id
)

select
    cycle_id,
    county_id,
    'R-school' as indicator_id,
    stage,
    school_year,
    scenario,
    {{ ratio('met_count', 'school_count') }} as value,
    cast(met_count as double) as numerator,
    cast(school_count as double) as denominator,
    incomplete_count,
    limit_value,
    threshold_id,
    is_threshold_uncertain,
    {{ share_verdict('wanted_count') }} as verdict,
    case
        when met_count + incomplete_count < wanted_count then 'school_fails'
        when met_count < wanted_count then 'value_missing'
    end as reason
from shared
union all
select
    cycle_id,
    county_id,
    'CV-' || indicator_id as indicator_id,
    stage,
    school_year,
    scenario,
    cv as value,
    standard_deviation as numerator,
    mean as denominator,
    incomplete_school_count as incomplete_count,
    limit_value,
    threshold_id,
    is_threshold_uncertain,
    {{ spread_verdict() }} as verdict,
    case
        when incomplete_school_count > 0 and decided_cv > limit_value
            then 'spread_too_wide'
        when incomplete_school_count > 0 then 'school_value_missing'
        when cv is null then 'mean_is_zero'
        when decided_cv > limit_value then 'spread_above_limit'
    end as reason
from spread
