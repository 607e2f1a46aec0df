{# A rule of the county, its city, its province or the nation covers the county. #}
{% macro region_covers(region_code, county_id) -%}
    {{ region_code }} in (
        {{ county_id }},
        substr({{ county_id }}, 1, 4) || '00',
        substr({{ county_id }}, 1, 2) || '0000',
        '000000'
    )
{%- endmacro %}

{# The nearer rule wins: county 3, city 2, province 1, nation 0. #}
{% macro region_depth(region_code) -%}
    case
        when {{ region_code }} = '000000' then 0
        when substr({{ region_code }}, 3, 4) = '0000' then 1
        when substr({{ region_code }}, 5, 2) = '00' then 2
        else 3
    end
{%- endmacro %}

{# Join condition: the stage of a row's grade (int_grade_placed). #}
{% macro grade_of(grades, row, school_year) -%}
    {{ grades }}.county_id = {{ row }}.county_id
    and {{ grades }}.school_year = {{ school_year }}
    and {{ grades }}.grade = {{ row }}.grade
{%- endmacro %}
