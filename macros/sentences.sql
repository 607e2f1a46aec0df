{# A figure that a sentence of the county tells beside value, numerator and denominator:
   the rows of models/intermediate/resource/int_sentence_figure.sql. #}
{% macro told_figure(indicator_id, figure, text, relation, condition) -%}
    select
        county_id,
        cycle_id,
        '{{ indicator_id }}' as indicator_id,
        '{{ figure }}' as figure,
        {{ text }} as figure_text
    from {{ relation }}
    where {{ condition }}
{%- endmacro %}

{# The placeholders of those figures in seeds/indicator_sentence.csv. They are filled in
   turn by turn: a linter follows no replacement so deep. #}
{% macro told_figures() -%}
    {{ return([
        'graduate', 'entrant', 'moved_in', 'moved_out', 'death', 'method', 'other_methods',
        'special_school', 'special_share', 'account_share', 'subjects', 'sent', 'parent_sent',
        'parent_valid', 'parent_satisfied', 'parent_share', 'visited', 'visit_satisfied',
        'visit_share', 'warned_school', 'rural_place', 'public', 'purchased',
        'backbone_of',
    ]) }}
{%- endmacro %}

{# The limits in force that a text of a form prints, in the order of its `limits`. #}
{% macro limits_filled(text, relation) -%}
    {{ filled_sentence(text, {
        'limit_1': relation ~ '.limit_1_text',
        'limit_2': relation ~ '.limit_2_text',
        'limit_3': relation ~ '.limit_3_text',
    }) }}
{%- endmacro %}

{# Placeholders with the column that has the text of each. #}
{% macro text_columns(names) -%}
    {% set columns = {} %}
    {% for name in names %}
        {% do columns.update({name: name ~ '_text'}) %}
    {% endfor %}
    {{ return(columns) }}
{%- endmacro %}
