-- grain: one row per set of indicators that a school stage may leave at the floor, and
-- indicator
with indicators as (
    select
        indicator_id,
        position
    from {{ ref('indicator') }}
    where indicator_group = 'R' and per_pupil_count is not null
),

bits as (select bit.is_set from (values (0), (1)) as bit (is_set)),

sets as (
    select
        {% for place in range(7) -%}
            {{ 2 ** place }} * bit{{ place }}.is_set
            {%- if not loop.last %} + {% endif %}
        {%- endfor %} as option_id,
        {% for place in range(7) -%}
            bit{{ place }}.is_set
            {%- if not loop.last %} + {% endif %}
        {%- endfor %} as left_count
    from bits as bit0
    {% for place in range(1, 7) -%}
        cross join bits as bit{{ place }}
    {% endfor %}
)

select
    cast(sets.option_id as integer) as option_id,
    cast(sets.left_count as integer) as left_count,
    indicators.indicator_id,
    mod(
        cast(floor(sets.option_id / power(2, indicators.position - 1)) as integer), 2
    ) = 1 as is_left
from sets
cross join indicators
