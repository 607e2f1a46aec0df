{% set numbers = ['pupil_count', 'class_count'] %}
-- grain: one row per school, school year, source and fact counted from a roster's rows
with sources as (select * from {{ ref('int_source_staged') }}),

classes as (
    select
        county_id,
        school_year,
        sender_id,
        {{ stage_of_grade('grade') }} as stage,
        'class_roster' as form,
        cast(sum(pupil_count) as bigint) as pupil_count,
        count(*) as class_count,
        max(_file) as _file,
        {{ agreed('_sheet') }} as _sheet
    from {{ ref('stg_class_roster') }}
    group by county_id, school_year, sender_id, {{ stage_of_grade('grade') }}
),

pupils as (
    select
        county_id,
        school_year,
        sender_id,
        {{ stage_of_grade('grade') }} as stage,
        'student_roster' as form,
        count(*) as pupil_count,
        0 as class_count,
        max(_file) as _file,
        {{ agreed('_sheet') }} as _sheet
    from {{ ref('stg_student_roster') }}
    group by county_id, school_year, sender_id, {{ stage_of_grade('grade') }}
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
