{# What every model that judges an item gives, in one order, so that verdicts can be put
   together (models/intermediate/int_item_judged.sql). #}
{% macro judged_columns() -%}
    county_id,
    cycle_id,
    entity_type,
    entity_id,
    indicator_id,
    stage,
    cast(value as double) as value,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(limit_value as double) as limit_value,
    verdict,
    is_borderline,
    reason,
    threshold_id,
    rests_on
{%- endmacro %}

{# All rows of models that judge items, one after another. #}
{% macro judged_rows(models) -%}
    {% for model in models %}
        select
            {{ judged_columns() }}
        from {{ ref(model) }}
        {% if not loop.last -%} union all {%- endif %}
    {%- endfor %}
{%- endmacro %}

{# A sentence of the national forms with its figures; a figure that is not known stays
   the blank that the form prints. `figures` gives each placeholder's text. #}
{% macro filled_sentence(text, figures) -%}
    {% set filled = namespace(sql=text) %}
    {% for name, figure in figures.items() %}
        {% set filled.sql = "replace(" ~ filled.sql ~ ", '{" ~ name ~ "}', coalesce("
            ~ figure ~ ", '＿＿'))" %}
    {% endfor %}
    {{ filled.sql }}
{%- endmacro %}
