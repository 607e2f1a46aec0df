-- grain: one row per school whose staff is counted and school year: pupils, classes and
-- full-time teachers, by stage and in all, and their titles
with schools as (select * from {{ ref('int_school_staffed') }}),

stages as (select * from {{ ref('int_stage_staffed') }}),

teachers as (select * from {{ ref('int_teacher_teaching') }}),

staged as (
    select
        county_id,
        school_year,
        school_id,
        {% for stage in ['primary', 'junior'] -%}
            {% for thing in ['pupil', 'class', 'teacher'] -%}
                max(case when stage = '{{ stage }}' then {{ thing }}_count end)
                    as {{ stage }}_{{ thing }}_count,
            {% endfor -%}
        {% endfor -%}
        case when count(*) = count(pupil_count) then sum(pupil_count) end
            as pupil_count,
        sum(class_count) as class_count
    from stages
    group by county_id, school_year, school_id
),

titled as (
    select
        county_id,
        school_year,
        school_id,
        count(*) as teacher_count,
        count(case when is_hosted then 1 end) as hosted_teacher_count,
        count(case when title in ('senior_full', 'senior') then 1 end)
            as senior_title_count,
        count(case when title = 'first' then 1 end) as middle_title_count
    from teachers
    group by county_id, school_year, school_id
)

select
    {% for name in [
        'teacher', 'hosted_teacher', 'senior_title', 'middle_title',
    ] -%}
        case
            when schools.has_teacher_roster then coalesce(titled.{{ name }}_count, 0)
        end as {{ name }}_count,
    {% endfor -%}
    staged.*
from schools
inner join staged
    on
        schools.county_id = staged.county_id
        and schools.school_year = staged.school_year
        and schools.school_id = staged.school_id
left join titled
    on
        schools.county_id = titled.county_id
        and schools.school_year = titled.school_year
        and schools.school_id = titled.school_id
