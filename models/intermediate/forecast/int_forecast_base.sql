-- grain: one row per assessment cycle and county
-- from which year a forecast starts, how many years it looks back and ahead, and what
-- it does where births are unknown (seeds/calculation_choice.csv)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

choices as (select * from {{ ref('int_choice_resolved') }})

select
    cycle.cycle_id,
    cycle.county_id,
    cast(cycle.statistics_school_year as integer) as base_school_year,
    max(
        case
            when choice.choice = 'forecast_past_years'
                then cast(choice.value as integer)
        end
    ) as past_year_count,
    max(
        case
            when choice.choice = 'forecast_years_ahead'
                then cast(choice.value as integer)
        end
    ) as ahead_year_count,
    max(
        case when choice.choice = 'forecast_without_births' then choice.value end
    ) as without_births
from county_cycles as cycle
inner join choices as choice
    on
        cycle.county_id = choice.county_id
        and cycle.statistics_school_year = choice.school_year
where
    choice.choice in (
        'forecast_past_years', 'forecast_years_ahead', 'forecast_without_births'
    )
group by cycle.cycle_id, cycle.county_id, cycle.statistics_school_year
