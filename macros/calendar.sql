{# Months are whole numbers, so that no engine's date difference is needed. #}
{% macro month_number(day) -%}
    (
        cast(extract(year from {{ day }}) as integer) * 12
        + cast(extract(month from {{ day }}) as integer)
    )
{%- endmacro %}

{# A school year is named by the year it starts: 1 September. #}
{% macro first_day_of(school_year) -%}
    make_date(cast({{ school_year }} as integer), 9, 1)
{%- endmacro %}

{# 1 September to 31 August (standard.md 2.1). #}
{% macro school_year_of(day) -%}
    (
        cast(extract(year from {{ day }}) as integer)
        - case when extract(month from {{ day }}) < 9 then 1 else 0 end
    )
{%- endmacro %}

{# September of the school year, as a month number. #}
{% macro september_of(school_year) -%}
    (cast({{ school_year }} as integer) * 12 + 9)
{%- endmacro %}

{# A dated rule holds from its first day until the day before its end. #}
{% macro holds_on(rule, day) -%}
    {{ rule }}.valid_from <= {{ day }}
    and ({{ rule }}.valid_to is null or {{ rule }}.valid_to > {{ day }})
{%- endmacro %}
