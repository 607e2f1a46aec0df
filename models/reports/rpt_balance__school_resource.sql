{% set numbers = ['1', '2', '3', '4', '5', '6', '7'] %}
-- grain: one row per school stage in the newest assessment cycle, as in the national
-- form II-2
with spreads as (select * from {{ ref('int_school_resource_spread') }}),

remarks as (select * from {{ ref('int_school_remarked') }}),

rule_remarks as (select * from {{ ref('int_school_rule_remarked') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

places as (select * from {{ ref('dim_school_stage') }}),

verdicts as (select * from {{ ref('fct_indicator_verdict') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

classes as (
    select
        county_id,
        school_id,
        school_year,
        stage,
        count(*) as class_count,
        count(distinct grade) as grade_count
    from {{ ref('fct_class') }}
    group by county_id, school_id, school_year, stage
)

select
    cast(spread.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(spread.cycle_id as string) as cycle_id,
    cast(spread.school_id as string) as school_id,
    cast(spread.stage as string) as stage,
    cast(stage.name_zh as string) as stage_name,
    cast(place.school_name as string) as school_name,
    cast(ownership.name_zh as string) as ownership_name,
    cast(spread.pupil_count as integer) as pupil_count,
    cast(classes.grade_count as integer) as grade_count,
    cast(classes.class_count as integer) as class_count,
    {% for number in numbers -%}
        cast(spread.r{{ number }}_value as double) as r{{ number }}_value,
        cast(spread.r{{ number }}_outcome as string) as r{{ number }}_outcome,
    {% endfor -%}
    cast(verdict.value as integer) as pass_count,
    cast(verdict.verdict as string) as verdict,
    cast(
        coalesce(reason.name_zh || '；', '')
        || remarks.remark
        || coalesce('；' || rule_remarks.remark, '') as string
    ) as remark
from spreads as spread
inner join remarks
    on
        spread.county_id = remarks.county_id
        and spread.school_id = remarks.school_id
        and spread.stage = remarks.stage
left join rule_remarks
    on
        spread.county_id = rule_remarks.county_id
        and spread.school_id = rule_remarks.school_id
        and spread.stage = rule_remarks.stage
inner join newest_cycles as newest
    on spread.county_id = newest.county_id
inner join places as place
    on
        spread.county_id = place.county_id
        and spread.school_id = place.school_id
        and spread.stage = place.stage
        and newest.statistics_school_year = place.school_year
inner join verdicts as verdict
    on
        spread.county_id = verdict.county_id
        and spread.cycle_id = verdict.cycle_id
        and spread.school_id = verdict.entity_id
        and spread.stage = verdict.stage
        and verdict.entity_type = 'school_stage'
left join classes
    on
        place.county_id = classes.county_id
        and place.school_id = classes.school_id
        and place.school_year = classes.school_year
        and place.stage = classes.stage
left join codes as stage
    on stage.list_id = 'stage' and spread.stage = stage.code
left join codes as ownership
    on ownership.list_id = 'ownership' and place.ownership = ownership.code
left join words as reason
    on {{ word_of('reason', 'reason', 'verdict.reason') }}
