{# What is short of a limit, in units of the amount: persons, m², yuan, rooms. #}
{% macro shortage(resource, limit, indicator) -%}
    greatest(
        {{ ratio(
            limit ~ ' * ' ~ resource ~ '.denominator', indicator ~ '.per_pupil_count'
        ) }}
        - {{ resource }}.numerator,
        0
    )
{%- endmacro %}

{# Rounded up once, and what is short at all is at least one (standard.md 12.11). Six
   places: a product of doubles must not ask for one more by its last bit. #}
{% macro whole_units(amount) -%}
    case
        when {{ amount }} > 0
            then greatest(cast(ceil(round({{ amount }}, 6)) as bigint), 1)
        when {{ amount }} = 0 then 0
    end
{%- endmacro %}

{# Compared to nine places, as int_resource_judged compares. #}
{% macro reaches(value, limit) -%}
    cast({{ value }} as decimal(24, 9)) >= {{ limit }}
{%- endmacro %}
