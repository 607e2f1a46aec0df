{% set stages = ['primary', 'junior', 'senior'] %}
-- grain: one row per row of the education statistics, all stages
with schools as (select * from {{ ref('stg_school_list') }}),

stated as (
    {% for stage in stages -%}
        select
            *,
            'education_statistics_{{ stage }}' as form,
            '{{ stage }}' as stage,
            {{ loop.index }} as stage_position
        from {{ ref('stg_education_statistics_' ~ stage) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    stated.*,
    schools.school_id is not null as is_coded
from stated
left join schools
    on
        stated.county_id = schools.county_id
        and stated.school_year = schools.school_year
        and stated.school_id = schools.school_id
