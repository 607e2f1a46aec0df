{# What is withheld together (docs/decisions/small-cells.md). A model names the whole
   that parts add up to, and by `is_small` (1 or 0) which are withheld for themselves. #}

{# A window over the parts of a whole so far: small ones first, then by size; `id` parts
   those of one size. #}
{% macro smallest_first(whole, size, id) -%}
    partition by {{ whole }}
    order by is_small desc, {{ size }} asc, {{ id }} asc
    rows between unbounded preceding and current row
{%- endmacro %}

{# Whether a part is withheld: for itself, or with what must be hidden. All withheld
   parts are at least two, and enough in every column of `least` (column: minimum). Of a
   whole that is withheld itself (1 or 0) the parts would tell: one unknown more. #}
{% macro is_withheld_within(whole, size, id, least, is_whole_withheld='0') -%}
    {% set so_far = smallest_first(whole, size, id) %}
    {% set lacking = [] %}
    {% for column, minimum in least.items() %}
        {% set before = 'sum(' ~ column ~ ') over (' ~ so_far ~ ') - ' ~ column %}
        {% do lacking.append(before ~ ' < ' ~ minimum) %}
    {% endfor %}
    is_small = 1
    or (
        greatest(
            max(is_small) over (partition by {{ whole }}), {{ is_whole_withheld }}
        ) = 1
        and (
            count(*) over ({{ so_far }}) + {{ is_whole_withheld }} <= 2
            or {{ lacking | join(' or ') }}
        )
    )
{%- endmacro %}
