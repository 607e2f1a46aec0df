-- grain: one row per county, compulsory stage and subject in the newest cycle's
-- statistics year
with subjects as (select * from {{ ref('fct_subject_staffing') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

codes as (select * from {{ ref('code_list') }}),

summed as (
    select
        newest.county_id,
        newest.county_name,
        newest.cycle_id,
        subjects.stage,
        subjects.subject,
        max(case when subjects.is_shared then 1 else 0 end) = 1 as is_shared,
        count(*) as school_count,
        count(*) - count(subjects.shortage_count) as incomplete_school_count,
        case
            when count(*) = count(subjects.lesson_count) then sum(subjects.lesson_count)
        end as lesson_count,
        case
            when count(*) = count(subjects.teacher_count)
                then sum(subjects.teacher_count)
        end as teacher_count,
        {% for name in ['needed_teacher', 'shortage', 'surplus'] -%}
            case
                when count(*) = count(subjects.{{ name }}_count)
                    then {{ exact_sum('subjects.' ~ name ~ '_count') }}
            end as {{ name }}_count,
        {% endfor -%}
        count(case when subjects.shortage_count > 0 then 1 end) as lacking_school_count
    from subjects
    inner join newest_cycles as newest
        on
            subjects.county_id = newest.county_id
            and subjects.school_year = newest.statistics_school_year
    group by
        newest.county_id,
        newest.county_name,
        newest.cycle_id,
        subjects.stage,
        subjects.subject
)

select
    cast(summed.county_id as string) as county_id,
    cast(summed.county_name as string) as county_name,
    cast(summed.cycle_id as string) as cycle_id,
    cast(summed.stage as string) as stage,
    cast(summed.subject as string) as subject,
    cast(stage.name_zh as string) as stage_name,
    cast(subject.name_zh as string) as subject_name,
    cast(summed.is_shared as boolean) as is_shared,
    cast(summed.school_count as integer) as school_count,
    cast(summed.incomplete_school_count as integer) as incomplete_school_count,
    cast(summed.lesson_count as decimal(12, 1)) as lesson_count,
    cast(summed.needed_teacher_count as double) as needed_teacher_count,
    cast(summed.teacher_count as decimal(12, 2)) as teacher_count,
    cast(summed.lacking_school_count as integer) as lacking_school_count,
    cast(summed.shortage_count as double) as shortage_count,
    cast(summed.surplus_count as double) as surplus_count
from summed
inner join codes as stage
    on stage.list_id = 'stage' and summed.stage = stage.code
inner join codes as subject
    on subject.list_id = 'subject' and summed.subject = subject.code
