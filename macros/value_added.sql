{# What a model of value added may know of a pupil, and the column of
   seeds/value_added_model.csv that says whether it does. #}
{% macro value_added_variables() -%}
    {{ return({
        'outcome': 'true',
        'prior': 'true',
        'prior_square': 'has_prior_square',
        'school_mean_prior': 'has_school_mean_prior',
        'is_male': 'has_sex',
        'is_migrant': 'has_migrant',
    }) }}
{%- endmacro %}

{# Its coefficients. #}
{% macro value_added_terms() -%}
    {{ return(['intercept'] + (value_added_variables() | list)[1:]) }}
{%- endmacro %}
