{# The only division: engines round a decimal quotient differently, a double alike. #}
{% macro ratio(numerator, denominator) -%}
    (cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0))
{%- endmacro %}

{# A sum of doubles depends on the order of rows; a sum of decimals does not. #}
{% macro exact_sum(expression, scale=12) -%}
    cast(sum(cast({{ expression }} as decimal(38, {{ scale }}))) as double)
{%- endmacro %}

{# n times the sum of squares less the squared sum: n² times the variance, exactly.
   An operand of more than 18 digits, because DuckDB keeps the product of two shorter ones
   within 18 digits; no operand so long that Spark would have to cut the scale. #}
{% macro squared_spread(count, total, total_of_squares) -%}
    (
        cast({{ count }} as decimal(10, 0))
        * cast({{ total_of_squares }} as decimal(22, 4))
        - cast({{ total }} as decimal(19, 2)) * cast({{ total }} as decimal(19, 2))
    )
{%- endmacro %}
