{# Join condition: the same county's pay of the same year under the same definition. #}
{% macro same_pay(one, other) -%}
    {{ one }}.county_id = {{ other }}.county_id
    and {{ one }}.finance_year = {{ other }}.finance_year
    and {{ one }}.definition = {{ other }}.definition
{%- endmacro %}
