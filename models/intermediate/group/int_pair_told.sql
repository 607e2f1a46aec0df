-- grain: one row per pair, helped school, term and one of the two schools, which reads
-- of it
-- a school that took another code reads under the one it has now
with pairs as (select * from {{ ref('fct_pair_progress') }}),

current_codes as (select * from {{ ref('int_school_current') }}),

names as (
    select * from {{ ref('int_entity_named') }}
    where entity_type = 'school'
),

sides as (
    {% for side in ['helped', 'helper'] -%}
        select
            county_id,
            group_id,
            helped_school_id,
            term_id,
            {{ side }}_school_id as side_school_id,
            '{{ side }}' as side
        from pairs
        where {{ side }}_school_id is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

placed as (
    select
        sides.*,
        coalesce(held.current_school_id, sides.side_school_id) as school_id
    from sides
    left join current_codes as held
        on
            sides.county_id = held.county_id
            and sides.side_school_id = held.school_id
)

select
    placed.county_id,
    placed.school_id,
    -- only who stands, or stood, on a list of the county is a school of it
    names.entity_name as school_name,
    placed.side,
    placed.group_id,
    placed.helped_school_id,
    placed.term_id
from placed
inner join names
    on
        placed.county_id = names.county_id
        and placed.school_id = names.entity_id
