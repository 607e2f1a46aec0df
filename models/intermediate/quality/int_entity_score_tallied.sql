{% set counts = [
    'takers_count', 'roster_count', 'absent_count', 'cheated_count', 'no_score_count'
] %}
-- grain: one row per entity, exam, subject and score
-- an entity that is unknown has no row; strata and groups are those of the school year
with tallies as (select * from {{ ref('int_score_tallied') }}),

schools as (select * from {{ ref('dim_school') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

-- one row per school before the others are added up: classes are many
by_school as (
    select
        county_id,
        exam_id,
        subject,
        school_year,
        school_id,
        score,
        {{ tallied_together(counts) }}
    from tallies
    group by county_id, exam_id, subject, school_year, school_id, score
)

select
    county_id,
    'class' as entity_type,
    school_id || '|' || class_name as entity_id,
    exam_id,
    subject,
    score,
    {{ counts | join(",\n    ") }}
from tallies
where school_id is not null and class_name is not null
union all
select
    county_id,
    'school' as entity_type,
    school_id as entity_id,
    exam_id,
    subject,
    score,
    {{ counts | join(",\n    ") }}
from by_school
where school_id is not null
{% for kind, entity_id in [
    ('stratum', "tally.county_id || '|' || place.urban_rural"),
    ('group', 'place.group_id'),
    ('county', 'tally.county_id'),
] -%}
    union all
    select
        tally.county_id,
        '{{ kind }}' as entity_type,
        {{ entity_id }} as entity_id,
        tally.exam_id,
        tally.subject,
        tally.score,
        {{ tallied_together(counts, 'tally.') }}
    from by_school as tally
    {% if kind != 'county' -%}
        inner join {{ 'schools' if kind == 'stratum' else 'members' }} as place
            on
                tally.county_id = place.county_id
                and tally.school_id = place.school_id
                and tally.school_year = place.school_year
        where {{ entity_id }} is not null
    {% endif -%}
    group by tally.county_id, {{ entity_id }}, tally.exam_id, tally.subject, tally.score
{% endfor %}
