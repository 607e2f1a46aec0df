{% set numbers = ['1', '2', '3', '4', '5', '6', '7'] %}
-- grain: one row per county, stage and kind of row in the newest assessment cycle, as
-- in the national form II-1
-- a number that one school did not send leaves its column to be filled in by hand
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

resources as (select * from {{ ref('fct_school_resource') }}),

pass_counts as (select * from {{ ref('int_school_pass_counted') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

kinds as (
    select
        code as kind,
        name_zh as row_name,
        case code when 'count' then 1 else 2 end as position,
        case code when 'count' then 'integer' else 'percent1' end as print_format
    from words
    where list_id = 'application_standard'
),

counted as (
    select
        resource.county_id,
        resource.cycle_id,
        resource.stage,
        {% for number in numbers -%}
            count(
                case
                    when resource.indicator_id = 'R{{ number }}' and resource.is_pass
                        then 1
                end
            ) as r{{ number }}_passed,
            count(case when resource.indicator_id = 'R{{ number }}' then 1 end)
                as r{{ number }}_schools,
            count(
                case
                    when resource.indicator_id = 'R{{ number }}'
                        then cast(resource.is_pass as integer)
                end
            ) as r{{ number }}_known
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from resources as resource
    where resource.is_in_scope
    group by resource.county_id, resource.cycle_id, resource.stage
),

valued as (
    select
        pass_counts.county_id,
        pass_counts.stage,
        newest.county_name,
        kinds.position,
        kinds.row_name,
        kinds.print_format,
        {% for number in numbers -%}
            case
                when counted.r{{ number }}_known < counted.r{{ number }}_schools
                    then null
                when kinds.kind = 'count'
                    then cast(counted.r{{ number }}_passed as double)
                else
                    {{ ratio(
                        'counted.r' ~ number ~ '_passed', 'counted.r' ~ number ~ '_schools'
                    ) }}
            end as r{{ number }}_value,
        {% endfor -%}
        case
            when pass_counts.incomplete_count > 0 then null
            when kinds.kind = 'count' then cast(pass_counts.met_count as double)
            else {{ ratio('pass_counts.met_count', 'pass_counts.school_count') }}
        end as overall_value
    from newest_cycles as newest
    inner join pass_counts
        on
            newest.county_id = pass_counts.county_id
            and newest.cycle_id = pass_counts.cycle_id
    inner join counted
        on
            pass_counts.county_id = counted.county_id
            and pass_counts.cycle_id = counted.cycle_id
            and pass_counts.stage = counted.stage
    cross join kinds
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
        {{ printed('valued.overall_value', 'valued.print_format') }} as string
    ) as overall
from valued
left join codes as stage
    on stage.list_id = 'stage' and valued.stage = stage.code
