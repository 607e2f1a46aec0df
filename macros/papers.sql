{# Join condition: both rows are about one paper. #}
{% macro same_paper(one, other) -%}
    {{ one }}.county_id = {{ other }}.county_id
    and {{ one }}.exam_id = {{ other }}.exam_id
    and {{ one }}.subject = {{ other }}.subject
{%- endmacro %}
