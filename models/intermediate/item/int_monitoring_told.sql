-- grain: one row per assessment cycle and county: the newest results as form Ⅴ tells
-- them, subject by subject: its own six in its order, then those monitored since 2021
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

results as (select * from {{ ref('int_monitoring_newest') }}),

codes as (select * from {{ ref('code_list') }})

select
    cycle.county_id,
    cycle.cycle_id,
    {{ joined_text(
        "subject.name_zh || '（' || grade.name_zh || '）' || coalesce(level.name_zh || '、', '')
        || '校际差异率' || coalesce(" ~ printed('results.between_school_percent * 0.01', "'decimal3'")
        ~ ", '＿＿')",
        '；',
        "case results.subject when 'chinese' then 1 when 'mathematics' then 2 when 'science' then 3"
        ~ " when 'pe' then 4 when 'arts' then 5 when 'morality' then 6 else 7 end,"
        ~ " results.subject, results.grade"
    ) }} as subjects_text
from county_cycles as cycle
inner join results
    on
        cycle.county_id = results.county_id
        and cycle.statistics_school_year = results.school_year
inner join codes as subject
    on subject.list_id = 'monitoring_subject' and results.subject = subject.code
inner join codes as grade
    on grade.list_id = 'grade' and cast(results.grade as string) = grade.code
left join codes as level
    on
        level.list_id = 'monitoring_level'
        and cast(results.achievement_level as string) = level.code
group by cycle.county_id, cycle.cycle_id
