{# The only division: engines round a decimal quotient differently, a double alike. #}
{% macro ratio(numerator, denominator) -%}
    (cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0))
{%- endmacro %}

{# A sum of doubles depends on the order of rows; a sum of decimals does not. #}
{% macro exact_sum(expression, scale=12) -%}
    cast(sum(cast({{ expression }} as decimal(38, {{ scale }}))) as double)
{%- endmacro %}

{# Scores have three digits before the point and seven after. Their sums are exact on
   both engines: DuckDB keeps the product of two operands of 18 digits or fewer within 18
   digits, so one of them is longer; Spark cuts the scale of what could need more than 38,
   so none is longer than it must be. #}
{% macro score_total(score) -%}
    cast(sum({{ score }}) as decimal(17, 7))
{%- endmacro %}

{% macro square_total(score) -%}
    cast(
        sum(cast(cast({{ score }} as decimal(19, 7)) * {{ score }} as decimal(20, 14)))
        as decimal(27, 14)
    )
{%- endmacro %}

{# A number of pupils times a score or a sum of scores. #}
{% macro times_pupils(count, total) -%}
    cast({{ count }} as decimal(9, 0)) * cast({{ total }} as decimal(19, 7))
{%- endmacro %}

{# n times the sum of squares less the squared sum: n² times the variance, exactly. #}
{% macro squared_spread(count, total, total_of_squares) -%}
    (
        cast({{ count }} as decimal(9, 0))
        * cast({{ total_of_squares }} as decimal(27, 14))
        - cast({{ total }} as decimal(17, 7)) * cast({{ total }} as decimal(19, 7))
    )
{%- endmacro %}
