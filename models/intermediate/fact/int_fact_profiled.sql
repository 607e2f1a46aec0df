{% set numbers = campus_numbers() + [
    'gym_area_m2', 'primary_pupil_count', 'junior_pupil_count', 'senior_pupil_count',
    'music_room_count', 'fine_art_room_count',
] %}
{% for kind in teacher_kinds() %}
    {% do numbers.append(kind ~ '_teacher_count_primary') %}
    {% do numbers.append(kind ~ '_teacher_count_junior') %}
{% endfor %}
{% set codes = {
    'is_counted': 'counted_code', 'school_type': 'school_type_code',
    'ownership': 'ownership', 'urban_rural_code': 'urban_rural_code',
} %}
{% set value = value_of_field('sources.field', 'profiles', numbers, 'decimal(18, 2)') %}
-- grain: one row per school, school year, source and fact of 学校基本情况
with sources as (
    select * from {{ ref('source_precedence') }}
    where form = 'school_profile'
),

profiles as (select * from {{ ref('int_profile_summed') }}),

totals as (select * from {{ ref('int_fact_total_placed') }})

select
    {{ stated_fact(
        'profiles', 'school_id',
        value='coalesce(' ~ value ~ ', totals.value)',
        code=value_of_field('sources.field', 'profiles', codes, 'string'),
        field='coalesce(totals.total_field, sources.field)',
        row='profiles._row'
    ) }}
from profiles
cross join sources
left join totals
    on
        profiles.county_id = totals.county_id
        and profiles.school_year = totals.school_year
        and profiles.school_id = totals.school_id
        and sources.field = totals.field
