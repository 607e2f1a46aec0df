-- grain: one row per school or county and stage with results in the newest cycle
with results as (select * from {{ ref('fct_fitness_result') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(result.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(result.school_year as integer) as school_year,
    cast(result.entity_type as string) as entity_type,
    cast(result.entity_id as string) as entity_id,
    cast(result.entity_name as string) as entity_name,
    cast(result.stage as string) as stage,
    cast(stage.name_zh as string) as stage_name,
    cast(result.school_count as integer) as school_count,
    cast(result.pupil_count as integer) as pupil_count,
    cast(result.tested_count as integer) as tested_count,
    cast(result.excellent_count as integer) as excellent_count,
    cast(result.good_count as integer) as good_count,
    cast(result.pass_count as integer) as pass_count,
    cast(result.fail_count as integer) as fail_count,
    cast(result.tested_ratio as double) as tested_ratio,
    cast(result.excellent_ratio as double) as excellent_ratio,
    cast(result.good_or_better_ratio as double) as good_or_better_ratio,
    cast(result.pass_or_better_ratio as double) as pass_or_better_ratio,
    cast(coalesce(reason.name_zh, '') as string) as note,
    result.is_suppressed
from results as result
inner join newest_cycles as newest
    on
        result.county_id = newest.county_id
        and result.school_year = newest.statistics_school_year
inner join codes as stage
    on stage.list_id = 'stage' and result.stage = stage.code
left join words as reason
    on {{ word_of('reason', 'reason', 'result.reason') }}
