{# Mean, standard deviation and coefficient of variation of the values of schools in
   scope, weighted by pupils (`denominator`), in the population form, for each of `keys`.
   Nothing is averaged while a school is missing, but the coefficient has a least: all
   missing schools at Σpx² ÷ Σpx of the known. #}
{% macro resource_spread(resources, keys) -%}
    {% set of_means, on_counted, on_squares = [], [], [] %}
    {% for key in keys %}
        {% do of_means.append('means.' ~ key) %}
        {% do on_counted.append('means.' ~ key ~ ' = counted.' ~ key) %}
        {% do on_squares.append('means.' ~ key ~ ' = squares.' ~ key) %}
    {% endfor %}
with counted as (
    select * from {{ resources }}
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

squares as (
    select
        {{ of_means | join(', ') }},
        {{ exact_sum(
            'counted.denominator * power(counted.value - means.mean, 2)'
        ) }} as square_sum
    from means
    inner join counted
        on {{ on_counted | join(' and ') }}
    group by {{ of_means | join(', ') }}
),

spread as (
    select
        means.*,
        sqrt({{ ratio('squares.square_sum', 'means.pupil_count') }})
            as standard_deviation,
        {{ ratio(
            'means.pupil_count * means.known_square_sum',
            'means.known_sum * means.known_sum'
            ~ ' + means.missing_pupil_count * means.known_square_sum'
        ) }} - 1 as least_square
    from means
    inner join squares
        on {{ on_squares | join(' and ') }}
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
    case
        when incomplete_school_count > 0
            then sqrt(greatest(coalesce(least_square, 0), 0))
    end as least_cv
from spread
{%- endmacro %}
