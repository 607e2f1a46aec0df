{% set fields = [
    'associate_teacher_count_primary', 'bachelor_teacher_count_primary',
    'master_teacher_count_primary', 'doctor_teacher_count_primary',
    'backbone_teacher_count_primary', 'pe_teacher_count_primary',
    'music_teacher_count_primary', 'fine_art_teacher_count_primary',
    'arts_teacher_count_primary', 'bachelor_teacher_count_junior',
    'master_teacher_count_junior', 'doctor_teacher_count_junior',
    'backbone_teacher_count_junior', 'pe_teacher_count_junior',
    'music_teacher_count_junior', 'fine_art_teacher_count_junior',
    'arts_teacher_count_junior', 'teaching_area_m2', 'indoor_sports_area_m2',
    'outdoor_sports_area_m2', 'equipment_value_yuan', 'multimedia_room_count',
    'backbone_teacher_count', 'pe_teacher_count', 'music_teacher_count',
    'fine_art_teacher_count', 'arts_teacher_count', 'visiting_pe_teacher_count',
    'visiting_music_teacher_count', 'visiting_fine_art_teacher_count',
    'visiting_arts_teacher_count', 'other_sports_area_m2', 'rented_sports_area_m2',
] %}
-- grain: one row per school, school year and figure that an indicator is made of, or
-- that stands for one where a form gives a total for all stages
with parts as (select * from {{ ref('indicator_part') }}),

profiles as (select * from {{ ref('stg_school_profile') }}),

fields as (
    select field from parts
    union
    select total_field as field from parts
    where total_field is not null
)

select
    profile.county_id,
    cast(profile.school_year as integer) as school_year,
    profile.school_id,
    fields.field,
    cast(
        case fields.field
            {% for field in fields -%}
                when '{{ field }}' then cast(profile.{{ field }} as decimal(18, 2))
            {% endfor -%}
        end as decimal(18, 2)
    ) as amount
from profiles as profile
cross join fields
