-- grain: one row per county or school stage and school year ahead, from the newest
-- assessment cycle
-- schools of which nothing is known have one row, with the reason
with forecasts as (select * from {{ ref('fct_pupil_forecast') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

places as (select * from {{ ref('dim_school_stage') }}),

outcomes as (select * from {{ ref('int_outcome_ahead') }}),

failures as (select * from {{ ref('int_failing_ahead') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

spread as (
    select
        forecast.cycle_id,
        forecast.county_id,
        newest.county_name,
        forecast.entity_type,
        forecast.entity_id,
        forecast.entity_name,
        forecast.stage,
        forecast.base_school_year,
        forecast.school_year,
        max(forecast.pupil_count_now) as pupil_count_now,
        max(forecast.missing_campus_count) as missing_campus_count,
        max(forecast.missing_reason) as missing_reason,
        {% for scenario in ['low', 'middle', 'high'] -%}
            cast(
                round(
                    max(
                        case
                            when forecast.scenario = '{{ scenario }}'
                                then forecast.pupil_count
                        end
                    )
                ) as bigint
            ) as {{ scenario }}_pupil_count,
        {% endfor -%}
        max(case when forecast.scenario = 'middle' then forecast.growth_ratio end) - 1
            as middle_change_ratio,
        max(case when forecast.scenario = 'middle' then forecast.entrant_count end)
            as middle_entrant_count
    from forecasts as forecast
    inner join newest_cycles as newest
        on
            forecast.county_id = newest.county_id
            and forecast.cycle_id = newest.cycle_id
    left join places as place
        on
            forecast.entity_type = 'school_stage'
            and forecast.county_id = place.county_id
            and forecast.base_school_year = place.school_year
            and forecast.entity_id = place.school_id
            and forecast.stage = place.stage
    where
        place.scope_reason is null
        or place.scope_reason not in ('excluded_type', 'merged_into_parent')
    group by
        forecast.cycle_id,
        forecast.county_id,
        newest.county_name,
        forecast.entity_type,
        forecast.entity_id,
        forecast.entity_name,
        forecast.stage,
        forecast.base_school_year,
        forecast.school_year
)

select
    cast(spread.county_id as string) as county_id,
    cast(spread.county_name as string) as county_name,
    cast(case spread.entity_type when 'county' then 0 else 1 end as integer)
        as position,
    cast(spread.entity_id as string) as entity_id,
    cast(spread.entity_name as string) as entity_name,
    cast(spread.stage as string) as stage,
    cast(stage.name_zh as string) as stage_name,
    cast(spread.school_year as integer) as school_year,
    cast(
        cast(spread.school_year as string)
        || '-'
        || cast(spread.school_year + 1 as string) as string
    ) as school_year_name,
    cast(spread.pupil_count_now as bigint) as pupil_count_now,
    cast(spread.low_pupil_count as bigint) as low_pupil_count,
    cast(spread.middle_pupil_count as bigint) as middle_pupil_count,
    cast(spread.high_pupil_count as bigint) as high_pupil_count,
    cast(spread.middle_change_ratio as double) as middle_change_ratio,
    cast(round(spread.middle_entrant_count) as bigint) as middle_entrant_count,
    cast(now.verdict as string) as verdict_now,
    {% for scenario in ['middle', 'high'] -%}
        cast({{ scenario }}.verdict as string) as {{ scenario }}_verdict,
        cast({{ scenario }}_failure.failing as string) as {{ scenario }}_failing,
    {% endfor -%}
    cast(spread.missing_campus_count as integer) as missing_campus_count,
    cast(reason.name_zh as string) as note
from spread
left join outcomes as now
    on
        spread.cycle_id = now.cycle_id
        and spread.entity_id = now.entity_id
        and spread.stage = now.stage
        and now.scenario = 'now'
{% for scenario in ['middle', 'high'] -%}
    left join outcomes as {{ scenario }}
        on
            spread.cycle_id = {{ scenario }}.cycle_id
            and spread.entity_id = {{ scenario }}.entity_id
            and spread.stage = {{ scenario }}.stage
            and spread.school_year = {{ scenario }}.school_year
            and {{ scenario }}.scenario = '{{ scenario }}'
    left join failures as {{ scenario }}_failure
        on
            spread.cycle_id = {{ scenario }}_failure.cycle_id
            and spread.entity_id = {{ scenario }}_failure.entity_id
            and spread.stage = {{ scenario }}_failure.stage
            and spread.school_year = {{ scenario }}_failure.school_year
            and {{ scenario }}_failure.scenario = '{{ scenario }}'
{% endfor -%}
left join codes as stage
    on stage.list_id = 'stage' and spread.stage = stage.code
left join words as reason
    on {{ word_of('reason', 'forecast', 'spread.missing_reason') }}
where
    spread.middle_pupil_count is not null
    or spread.entity_type = 'county'
    or spread.school_year = spread.base_school_year + 1
