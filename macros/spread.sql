{# Mean, standard deviation and coefficient of variation of the values of schools in
   scope, weighted by pupils (`denominator`), in the population form, for each of `keys`.
   Nothing is averaged while a school is missing, but the coefficient has a least: all
   missing schools at Σpx² ÷ Σpx of the known. Where sources disagree (`has_disputes`) it
   has a least and a most (int_resource_spread.yml). #}
{% macro resource_spread(resources, keys, has_disputes=false) -%}
    {% set is_open, least, most = 'false', 'value', 'value' %}
    {% if has_disputes %}
        {% set is_open = 'coalesce(is_disputed and value is not null, false)' %}
        {% set least, most = 'least_value', 'most_value' %}
    {% endif %}
    {% set of_means, on_counted, on_squares = [], [], [] %}
    {% for key in keys %}
        {% do of_means.append('means.' ~ key) %}
        {% do on_counted.append('means.' ~ key ~ ' = counted.' ~ key) %}
        {% do on_squares.append('means.' ~ key ~ ' = squares.' ~ key) %}
    {% endfor %}
with counted as (
    select
        *,
        {{ is_open }} as is_open,
        case when {{ is_open }} then {{ least }} else value end as low,
        case when {{ is_open }} then {{ most }} else value end as high
    from {{ resources }}
    where is_in_scope
),

means as (
    select
        {{ keys | join(', ') }},
        count(*) as school_count,
        count(*) - count(value) as incomplete_school_count,
        {{ joined_text(
            'case when value is null then school_name end', '、', 'school_id'
        ) }} as incomplete_school_names,
        {{ exact_sum('denominator') }} as pupil_count,
        case
            when count(*) = count(value)
                then {{ ratio(exact_sum('denominator * value'), exact_sum('denominator')) }}
        end as mean,
        {{ exact_sum('denominator * value') }} as known_sum,
        {{ exact_sum('denominator * value * value') }} as known_square_sum,
        {{ exact_sum('case when value is not null then denominator end') }}
            as known_pupil_count,
        {{ exact_sum('case when value is not null then denominator * low end') }}
            as low_sum,
        {{ exact_sum('case when value is not null then denominator * high end') }}
            as high_sum,
        count(case when is_open then 1 end) as disputed_count,
        -- without a bound from above nothing is said about the most
        count(case when is_open and high is null then 1 end) as unbounded_count,
        -- without its pupils a missing school may weigh as much as it likes
        case
            when count(*) = count(denominator)
                then {{ exact_sum(
                    'case when value is null then denominator else 0 end'
                ) }}
        end as missing_pupil_count
    from counted
    group by {{ keys | join(', ') }}
),

centred as (
    select
        *,
        {{ ratio('known_sum', 'known_pupil_count') }} as centre
    from means
),

squares as (
    select
        {{ of_means | join(', ') }},
        {{ exact_sum(
            'counted.denominator * power(counted.value - means.mean, 2)'
        ) }} as square_sum,
        {{ exact_sum(
            'counted.denominator * power(greatest('
            ~ 'counted.low - means.centre, means.centre - counted.high, 0), 2)'
        ) }} as near_square_sum,
        {{ exact_sum(
            'counted.denominator * power(greatest('
            ~ 'counted.high - means.centre, means.centre - counted.low), 2)'
        ) }} as far_square_sum
    from centred as means
    inner join counted
        on {{ on_counted | join(' and ') }}
    group by {{ of_means | join(', ') }}
),

spread as (
    select
        means.*,
        squares.near_square_sum,
        squares.far_square_sum,
        sqrt({{ ratio('squares.square_sum', 'means.pupil_count') }})
            as standard_deviation,
        {{ ratio(
            'means.known_pupil_count * means.known_square_sum',
            'means.known_sum * means.known_sum'
        ) }} as known_square_ratio
    from centred as means
    inner join squares
        on {{ on_squares | join(' and ') }}
),

bounded as (
    select
        *,
        -- 1 + CV² of the known at its least
        case
            when disputed_count = 0 then known_square_ratio
            when unbounded_count > 0 then 1
            else
                1
                + greatest(
                    {{ ratio(
                        'near_square_sum * known_pupil_count - power(greatest('
                        ~ 'high_sum - known_sum, known_sum - low_sum), 2)',
                        'high_sum * high_sum'
                    ) }},
                    0
                )
        end as least_square_ratio,
        case
            when disputed_count > 0 and unbounded_count = 0 and low_sum > 0
                then
                    sqrt(
                        {{ ratio(
                            'far_square_sum * known_pupil_count', 'low_sum * low_sum'
                        ) }}
                    )
        end as most_cv
    from spread
),

completed as (
    select
        *,
        {{ ratio(
            '(known_pupil_count + missing_pupil_count) * least_square_ratio',
            'known_pupil_count + missing_pupil_count * least_square_ratio'
        ) }} - 1 as least_square
    from bounded
)

select
    {{ keys | join(', ') }},
    school_count,
    incomplete_school_count,
    incomplete_school_names,
    pupil_count,
    mean,
    standard_deviation,
    {{ ratio('standard_deviation', 'mean') }} as cv,
    {% if has_disputes -%}
        disputed_count as disputed_school_count,
        case when incomplete_school_count = 0 then most_cv end as most_cv,
    {% endif -%}
    case
        when incomplete_school_count > 0 or disputed_count > 0
            then sqrt(greatest(coalesce(least_square, 0), 0))
    end as least_cv
from completed
{%- endmacro %}

{# Mean of a value over the rows of a condition, weighted; nothing is averaged while a
   row of the condition has no value. #}
{% macro mean_of_part(condition, value, weight) -%}
    case
        when count(case when {{ condition }} then 1 end)
        = count(case when {{ condition }} then {{ value }} end)
            then {{ ratio(
                exact_sum('case when ' ~ condition ~ ' then ' ~ weight ~ ' * ' ~ value ~ ' end'),
                exact_sum('case when ' ~ condition ~ ' then ' ~ weight ~ ' end')
            ) }}
    end
{%- endmacro %}
