{% set numbers = ['pupil_count', 'class_count'] %}
-- grain: one row per school, school year, source and fact counted from a roster's rows
with sources as (select * from {{ ref('int_source_staged') }}),

grades as (select * from {{ ref('int_grade_placed') }}),

classes as (
    select
        class.county_id,
        class.school_year,
        class.sender_id,
        grades.stage,
        'class_roster' as form,
        cast(sum(class.pupil_count) as bigint) as pupil_count,
        count(*) as class_count,
        max(class._file) as _file,
        {{ agreed('class._sheet') }} as _sheet
    from {{ ref('stg_class_roster') }} as class
    inner join grades
        on {{ grade_of('grades', 'class', 'class.school_year') }}
    group by class.county_id, class.school_year, class.sender_id, grades.stage
),

pupils as (
    select
        pupil.county_id,
        pupil.school_year,
        pupil.sender_id,
        grades.stage,
        'student_roster' as form,
        count(*) as pupil_count,
        0 as class_count,
        max(pupil._file) as _file,
        {{ agreed('pupil._sheet') }} as _sheet
    from {{ ref('stg_student_roster') }} as pupil
    inner join grades
        on {{ grade_of('grades', 'pupil', 'pupil.school_year') }}
    group by pupil.county_id, pupil.school_year, pupil.sender_id, grades.stage
),

counted as (
    select * from classes
    union all
    select * from pupils
)

select
    {{ stated_fact(
        'counted', 'sender_id',
        value=value_of_field('sources.field', 'counted', numbers, 'decimal(18, 2)')
    ) }}
from counted
inner join sources
    on
        counted.form = sources.form
        and counted.stage = sources.stage
