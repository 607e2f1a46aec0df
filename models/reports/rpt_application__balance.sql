{% set numbers = ['1', '2', '3', '4', '5', '6', '7'] %}
-- grain: one row per county, stage and kind of row in the newest assessment cycle, as
-- in the national form III
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

balances as (select * from {{ ref('fct_resource_balance') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

kinds as (
    select
        code as kind,
        name_zh as row_name,
        case code when 'mean' then 1 else 2 end as position,
        case code when 'mean' then 'decimal2' else 'decimal3' end as print_format
    from words
    where list_id = 'application_balance'
),

valued as (
    select
        balance.county_id,
        balance.stage,
        newest.county_name,
        kinds.kind,
        kinds.position,
        kinds.row_name,
        kinds.print_format,
        {% for number in numbers -%}
            max(
                case
                    when balance.indicator_id = 'R{{ number }}'
                        then
                            case kinds.kind
                                when 'mean' then balance.mean else balance.cv
                            end
                end
            ) as r{{ number }}_value,
        {% endfor -%}
        count(*) as coefficient_count,
        count(case when balance.verdict = 'met' then 1 end) as met_count,
        count(case when balance.verdict = 'not_met' then 1 end) as not_met_count
    from balances as balance
    inner join newest_cycles as newest
        on balance.county_id = newest.county_id and balance.cycle_id = newest.cycle_id
    cross join kinds
    group by
        balance.county_id,
        balance.stage,
        newest.county_name,
        kinds.kind,
        kinds.position,
        kinds.row_name,
        kinds.print_format
)

select
    cast(valued.county_id as string) as county_id,
    cast(valued.county_name as string) as county_name,
    cast(valued.stage as string) as stage,
    cast(valued.position as integer) as position,
    cast(stage.name_zh as string) as stage_name,
    cast(valued.row_name as string) as row_name,
    {% for number in numbers -%}
        cast(
            {{ printed('valued.r' ~ number ~ '_value', 'valued.print_format') }}
            as string
        ) as r{{ number }},
    {% endfor -%}
    cast(
        case
            when valued.kind = 'mean' then '——'
            else verdict.name_zh
        end as string
    ) as overall
from valued
left join codes as stage
    on stage.list_id = 'stage' and valued.stage = stage.code
left join words as verdict
    on
        verdict.list_id = 'application_verdict'
        and verdict.code = case
            when valued.not_met_count > 0 then 'not_met'
            when valued.met_count = valued.coefficient_count then 'met'
            else 'incomplete'
        end
