{% set numbers = campus_numbers() + [
    'gym_area_m2', 'primary_pupil_count', 'junior_pupil_count', 'senior_pupil_count',
] %}
{% for kind in teacher_kinds() %}
    {% do numbers.append(kind ~ '_teacher_count_primary') %}
    {% do numbers.append(kind ~ '_teacher_count_junior') %}
{% endfor %}
-- grain: one row per school, school year, source and fact of 学校基本情况
with sources as (
    select * from {{ ref('source_precedence') }}
    where form = 'school_profile'
),

profiles as (select * from {{ ref('int_profile_summed') }}),

totals as (select * from {{ ref('int_fact_total_placed') }})

select
    profiles.county_id,
    cast(profiles.school_year as integer) as school_year,
    profiles.school_id,
    sources.source,
    sources.fact,
    coalesce(
        {{ value_of_field('sources.field', 'profiles', numbers, 'decimal(18, 2)') }},
        totals.value
    ) as value,
    case sources.field
        when 'is_counted' then profiles.counted_code
        when 'school_type' then profiles.school_type_code
        when 'ownership' then profiles.ownership
        when 'urban_rural_code' then profiles.urban_rural_code
    end as code,
    sources.form,
    coalesce(totals.total_field, sources.field) as field,
    1 as place_order,
    profiles._file,
    profiles._sheet,
    profiles._row
from profiles
cross join sources
left join totals
    on
        profiles.county_id = totals.county_id
        and profiles.school_year = totals.school_year
        and profiles.school_id = totals.school_id
        and sources.field = totals.field
