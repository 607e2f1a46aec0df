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

{# The rows of a table of rules that hold for whom they are asked: of rules for the same
   the nearest region's, then the newest. `asked` and `rules` name relations of the
   query, `key` identifies who asks, `part` what a rule is for, `values` what it says.
   `day` is when it must hold, `last` settles what two rules leave open. #}
{% macro nearest_rule(asked, rules, day, key, part=[], values=[], last=none) -%}
    {%- set newest = [region_depth(rules ~ '.region_code') ~ ' desc'] -%}
    {%- set newest = newest + [rules ~ '.valid_from desc'] -%}
    {%- set newest = newest + ([rules ~ '.' ~ last ~ ' asc'] if last else []) -%}
    {%- set same = [columns_of(asked, key), columns_of(rules, part)] | select -%}
    select {{ (key + part + values) | join(', ') }}
    from (
        select
            {{ columns_of(asked, key) }},
            {{ columns_of(rules, part + values) }},
            row_number() over (
                partition by {{ same | join(', ') }}
                order by {{ newest | join(', ') }}
            ) as preference
        from {{ asked }}
        inner join {{ rules }}
            on
                {{ region_covers(rules ~ '.region_code', asked ~ '.county_id') }}
                and {{ holds_on(rules, day) }}
    ) as applicable
    where preference = 1
{%- endmacro %}

{% macro columns_of(relation, names) -%}
    {% for name in names -%}
        {{ relation }}.{{ name }}{{ ', ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# Join condition: the stage of a row's grade (int_grade_placed). #}
{% macro grade_of(grades, row, school_year) -%}
    {{ grades }}.county_id = {{ row }}.county_id
    and {{ grades }}.school_year = {{ school_year }}
    and {{ grades }}.grade = {{ row }}.grade
{%- endmacro %}

{# Rows about moves with the schools that the two ends of each have become by September
   of its school year (int_school_followed). #}
{% macro with_standing_ends(moves, followed) -%}
    select
        {{ moves }}.*,
        coalesce(origin.standing_school_id, {{ moves }}.from_school_id)
            as origin_school_id,
        coalesce(target.standing_school_id, {{ moves }}.to_school_id)
            as target_school_id
    from {{ moves }}
    {% for end, side in [('origin', 'from'), ('target', 'to')] -%}
        left join {{ followed }} as {{ end }}
            on
                {{ moves }}.county_id = {{ end }}.county_id
                and {{ moves }}.{{ side }}_school_id = {{ end }}.school_id
                and {{ holds_on(end, first_day_of(moves ~ '.school_year')) }}
    {% endfor %}
{%- endmacro %}
