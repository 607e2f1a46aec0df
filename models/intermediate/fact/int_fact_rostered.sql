{% set conditions = {
    'full_time': 'true',
    'associate': "education = 'associate'",
    'bachelor': "education = 'bachelor'",
    'master': "education = 'master'",
    'doctor': "education = 'doctor'",
    'backbone': "backbone_level not in ('none', 'school') and ("
        ~ "backbone_expiry_month is null or backbone_expiry_month >= "
        ~ first_day_of('school_year') ~ ")",
    'pe': "subject = 'pe'",
    'music': "subject = 'music'",
    'fine_art': "subject = 'fine_art'",
    'arts': "subject = 'arts'",
    'all_arts': "subject in ('music', 'fine_art', 'arts')",
} %}
{% set numbers = [] %}
{% for kind in teacher_kinds() %}
    {% do numbers.append(kind ~ '_teacher_count') %}
{% endfor %}
-- grain: one row per school, school year and fact counted from its roster of staff
-- every full-time teacher on the school's own roster, in post or not, as the school
-- counts itself on 学校基本情况
with sources as (
    select * from {{ ref('int_source_staged') }}
    where source = 'teacher_roster'
),

counted as (
    select
        county_id,
        school_year,
        sender_id,
        stage,
        {% for kind in teacher_kinds() -%}
            count(case when {{ conditions[kind] }} then 1 end)
                as {{ kind }}_teacher_count,
        {% endfor -%}
        max(_file) as _file,
        {{ agreed('_sheet') }} as _sheet
    from {{ ref('stg_teacher_roster') }}
    where post_category = 'teacher'
    group by county_id, school_year, sender_id, stage
)

select
    {{ stated_fact(
        'counted', 'sender_id',
        value=value_of_field('sources.field', 'counted', numbers, 'decimal(18, 2)')
    ) }}
from counted
inner join sources
    on counted.stage = sources.stage
