{% set places = ['1', '2', '3', '4', '5', '6', '7'] %}
-- grain: one row per school stage in the newest assessment cycle, as in the national
-- form II-2
with words as (select * from {{ ref('display_word') }}),

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
),

remarks as (
    select
        max(case when code = 'pass' then name_zh end) as pass_word,
        max(case when code = 'floor' then name_zh end) as floor_word,
        max(case when code = 'fail' then name_zh end) as fail_word,
        max(case when code = 'missing' then name_zh end) as missing_word,
        max(case when code = 'none' then name_zh end) as none_word
    from words
    where list_id = 'remark'
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
    {% for place in places -%}
        cast(spread.r{{ place }}_value as double) as r{{ place }}_value,
        cast(r{{ place }}.name_zh as string) as r{{ place }}_outcome,
    {% endfor -%}
    cast(verdict.value as integer) as pass_count,
    cast(verdict.verdict as string) as verdict,
    cast(
        coalesce(reason.name_zh || '；', '')
        || remarks.pass_word || coalesce(spread.pass_places, remarks.none_word)
        || coalesce('；' || remarks.floor_word || spread.floor_places, '')
        || coalesce('；' || remarks.fail_word || spread.fail_places, '')
        || coalesce('；' || remarks.missing_word || spread.missing_places, '') as string
    ) as remark
from {{ ref('int_school_resource_spread') }} as spread
cross join remarks
inner join {{ ref('int_county_newest_cycle') }} as newest
    on spread.county_id = newest.county_id
inner join {{ ref('dim_school_stage') }} as place
    on
        spread.county_id = place.county_id
        and spread.school_id = place.school_id
        and spread.stage = place.stage
        and newest.statistics_school_year = place.school_year
inner join {{ ref('fct_indicator_verdict') }} as verdict
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
{% for place in places -%}
    left join words as r{{ place }}
        on {{ word_of('r' ~ place, 'pass', 'spread.r' ~ place ~ '_outcome') }}
{% endfor -%}
left join {{ ref('code_list') }} as stage
    on stage.list_id = 'stage' and spread.stage = stage.code
left join {{ ref('code_list') }} as ownership
    on ownership.list_id = 'ownership' and place.ownership = ownership.code
left join words as reason
    on {{ word_of('reason', 'reason', 'verdict.reason') }}
