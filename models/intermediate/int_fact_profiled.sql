{% set numbers = campus_numbers() + [
    'gym_area_m2', 'primary_pupil_count', 'junior_pupil_count', 'senior_pupil_count',
] %}
{% for kind in teacher_kinds() %}
    {% do numbers.append(kind ~ '_teacher_count_primary') %}
    {% do numbers.append(kind ~ '_teacher_count_junior') %}
{% endfor %}
-- grain: one row per school, school year, source and fact of 学校基本情况 or 学校名录
with sources as (
    select * from {{ ref('source_precedence') }}
),

profiles as (
    select
        *,
        music_teacher_count_primary + fine_art_teacher_count_primary
        + arts_teacher_count_primary as all_arts_teacher_count_primary,
        music_teacher_count_junior + fine_art_teacher_count_junior
        + arts_teacher_count_junior as all_arts_teacher_count_junior,
        case when is_counted then '1' when not is_counted then '0' end as counted
    from {{ ref('stg_school_profile') }}
),

lists as (select * from {{ ref('stg_school_list') }})

select
    profiles.county_id,
    cast(profiles.school_year as integer) as school_year,
    profiles.school_id,
    sources.source,
    sources.fact,
    {{ value_of_field('sources.field', 'profiles', numbers, 'decimal(18, 2)') }}
        as value,
    case sources.field
        when 'is_counted' then profiles.counted
        when 'school_type' then profiles.school_type
        when 'ownership' then profiles.ownership
        when 'urban_rural_code' then profiles.urban_rural_code
    end as code,
    sources.form,
    sources.field,
    1 as place_order,
    profiles._file,
    profiles._sheet,
    profiles._row
from profiles
inner join sources
    on sources.form = 'school_profile'
union all
select
    lists.county_id,
    cast(lists.school_year as integer) as school_year,
    lists.school_id,
    sources.source,
    sources.fact,
    cast(null as decimal(18, 2)) as value,
    case sources.field
        when 'school_type' then lists.school_type
        when 'ownership' then lists.ownership
        when 'urban_rural_code' then lists.urban_rural_code
    end as code,
    sources.form,
    sources.field,
    1 as place_order,
    lists._file,
    lists._sheet,
    lists._row
from lists
inner join sources
    on sources.form = 'school_list'
