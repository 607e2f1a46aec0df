{# What a school, a group or a county did in a paper, from tallies: rows of one score
   and how many have it. `running` counts all at the score or below, `total` everybody. #}

{# Sums of scores and of their squares, exact as score_total and square_total are. #}
{% macro tallied_total(count, score) -%}
    cast(
        sum(
            case
                when {{ count }} > 0
                    then cast({{ count }} as decimal(9, 0)) * {{ score }}
            end
        ) as decimal(17, 7)
    )
{%- endmacro %}

{% macro tallied_square_total(count, score) -%}
    cast(
        sum(
            case
                when {{ count }} > 0
                    then
                        cast({{ count }} as decimal(9, 0))
                        * cast(
                            cast({{ score }} as decimal(19, 7)) * {{ score }}
                            as decimal(20, 14)
                        )
            end
        ) as decimal(27, 14)
    )
{%- endmacro %}

{# The quantile of percentile_cont, to the last bit that of DuckDB 1.5: between the
   order statistics at ⌊p (n − 1)⌋ and ⌈p (n − 1)⌉, counted from 0; none of nobody. #}
{% macro tallied_quantile(share, running, total, score) -%}
    {% set place = '(cast(' ~ share ~ ' as double) * (nullif(' ~ total ~ ', 0) - 1))' %}
    {% set below = 'cast(min(case when ' ~ running ~ ' > floor(' ~ place ~ ') then '
        ~ score ~ ' end) as double)' %}
    {% set above = 'cast(min(case when ' ~ running ~ ' > ceil(' ~ place ~ ') then '
        ~ score ~ ' end) as double)' %}
    {% set rest = 'max(' ~ place ~ ' - floor(' ~ place ~ '))' %}
    {{ below }} * (1 - {{ rest }}) + {{ above }} * {{ rest }}
{%- endmacro %}

{# Several counts added up, each under its own name. #}
{% macro tallied_together(counts, prefix='') -%}
    {% for count in counts -%}
        cast(sum({{ prefix }}{{ count }}) as bigint)
            as {{ count }}{{ ',' if not loop.last }}
    {% endfor %}
{%- endmacro %}
