{% set kinds = [
    'full_time', 'backbone', 'pe', 'music', 'fine_art', 'arts', 'all_arts',
] %}
{% set totals = [] %}
{% set numbers = [] %}
{% for kind in kinds %}
    {% do totals.append(kind ~ '_teacher_count') %}
    {% for stage in ['primary', 'junior'] %}
        {% do numbers.append(kind ~ '_teacher_count_' ~ stage) %}
    {% endfor %}
{% endfor %}
-- grain: one row per school, school year and field of a stage for which a total stands
-- where that total is the stage's figure, as in int_school_figure_completed
with profiles as (select * from {{ ref('int_profile_summed') }}),

stages as (
    select
        *,
        count(*) over (partition by county_id, school_year, school_id) as stage_count
    from {{ ref('int_school_stage_listed') }}
),

sources as (
    select * from {{ ref('source_precedence') }}
    where source = 'school_profile'
),

placed as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage_count,
        sources.field,
        replace(sources.field, '_count_' || stages.stage, '_count') as total_field,
        {{ value_of_field('sources.field', 'profiles', numbers, 'decimal(18, 2)') }}
            as own_value,
        {{ value_of_field(
            "replace(sources.field, '_count_' || stages.stage, '_count')",
            'profiles', totals, 'decimal(18, 2)'
        ) }} as value
    from stages
    inner join profiles
        on
            stages.county_id = profiles.county_id
            and stages.school_year = profiles.school_year
            and stages.school_id = profiles.school_id
    inner join sources
        on sources.field like '%_teacher_count_' || stages.stage
)

select
    county_id,
    school_year,
    school_id,
    field,
    total_field,
    value
from placed
where
    own_value is null
    and {{ figure_of_stage('own_value', 'value', 'stage_count = 1') }} is not null
