{% set counted = {
    'classes': ['pupil_count', 'class_count'],
    'pupils': ['pupil_count'],
    'rooms': ['music_room_count', 'fine_art_room_count'],
} %}
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
        max(pupil._file) as _file,
        {{ agreed('pupil._sheet') }} as _sheet
    from {{ ref('stg_student_roster') }} as pupil
    inner join grades
        on {{ grade_of('grades', 'pupil', 'pupil.school_year') }}
    group by pupil.county_id, pupil.school_year, pupil.sender_id, grades.stage
),

rooms as (
    select
        county_id,
        school_year,
        sender_id,
        'all' as stage,
        'room' as form,
        count(case when room_kind = 'music' then 1 end) as music_room_count,
        count(case when room_kind = 'fine_art' then 1 end) as fine_art_room_count,
        max(_file) as _file,
        {{ agreed('_sheet') }} as _sheet
    from {{ ref('stg_room') }}
    group by county_id, school_year, sender_id
)

{% for rows, numbers in counted.items() -%}
    select
        {{ stated_fact(
            rows, 'sender_id',
            value=value_of_field('sources.field', rows, numbers, 'decimal(18, 2)')
        ) }}
    from {{ rows }}
    inner join sources
        on
            {{ rows }}.form = sources.form
            and {{ rows }}.stage = sources.stage
    {% if not loop.last -%}
        union all
    {% endif -%}
{% endfor %}
