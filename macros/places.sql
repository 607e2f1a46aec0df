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

{# Years 1-6 are primary, 7-9 junior, 10-12 senior. #}
{% macro stage_of_grade(grade) -%}
    case
        when {{ grade }} between 1 and 6 then 'primary'
        when {{ grade }} between 7 and 9 then 'junior'
        when {{ grade }} between 10 and 12 then 'senior'
    end
{%- endmacro %}
