-- grain: one row per code of a school that a change names: the code that the school had
-- first
with recursive changes as (select * from {{ ref('bridge_school_succession') }}),

recoded as (select * from {{ ref('int_school_recoded') }}),

codes as (
    {% for side in ['from', 'to'] -%}
        select
            county_id,
            {{ side }}_school_id as school_id
        from changes
        where {{ side }}_school_id is not null
        {% if not loop.last %}union distinct{% endif %}
    {% endfor %}
),

named as (
    select
        codes.county_id,
        codes.school_id,
        codes.school_id as first_school_id
    from codes
    left join recoded
        on
            codes.county_id = recoded.county_id
            and codes.school_id = recoded.school_id
    where recoded.school_id is null
    union all
    select
        named.county_id,
        recoded.school_id,
        named.first_school_id
    from named
    inner join recoded
        on
            named.county_id = recoded.county_id
            and named.school_id = recoded.former_school_id
)

select
    county_id,
    school_id,
    first_school_id
from named
