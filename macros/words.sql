{# A figure as the form prints it; the verdict is never taken from the printed text. #}
{% macro printed(value, print_format) -%}
    case {{ print_format }}
        when 'percent1'
            then cast(cast(100 * {{ value }} as decimal(18, 1)) as string) || '%'
        -- what only a document answers is no number
        when 'finding' then ''
        when 'ten_thousand' then cast(cast({{ value }} / 10000 as decimal(18, 0)) as string)
        when 'decimal3' then cast(cast({{ value }} as decimal(18, 3)) as string)
        when 'decimal2' then cast(cast({{ value }} as decimal(18, 2)) as string)
        else cast(cast({{ value }} as decimal(18, 0)) as string)
    end
{%- endmacro %}

{# A limit as a rule says it, with no nought too many: 4.2, 2000, 85%, 0.15. #}
{% macro printed_limit(value, print_format) -%}
    case {{ print_format }}
        when 'percent1' then {{ shortest('100 * ' ~ value) }} || '%'
        else {{ shortest(value) }}
    end
{%- endmacro %}

{% macro shortest(value) -%}
    regexp_replace(cast(cast({{ value }} as decimal(18, 6)) as string), '[.]?0+$', '')
{%- endmacro %}

{# Join condition: the Chinese word for a code of ours. #}
{% macro word_of(word, list_id, code) -%}
    {{ word }}.list_id = '{{ list_id }}' and {{ word }}.code = {{ code }}
{%- endmacro %}

{# Texts of a group in order, one after another, those of one position by themselves;
   empty values are passed over. #}
{% macro joined_text(expression, separator, position) -%}
    {{ return(adapter.dispatch('joined_text')(expression, separator, position)) }}
{%- endmacro %}

{% macro default__joined_text(expression, separator, position) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ position }}, {{ expression }})
{%- endmacro %}

{% macro spark__joined_text(expression, separator, position) -%}
    listagg({{ expression }}, '{{ separator }}') within group (
        order by {{ position }}, {{ expression }}
    )
{%- endmacro %}

{# Whether a code stands in a seed's list of codes: primary|junior. #}
{% macro is_one_of(code, codes) -%}
    ('|' || {{ codes }} || '|' like '%|' || {{ code }} || '|%')
{%- endmacro %}

{# As joined_text, where an empty text keeps its place; nothing, if all are empty. #}
{% macro joined_places(expression, position) -%}
    case when max({{ expression }}) <> '' then {{ joined_text(expression, '；', position) }} end
{%- endmacro %}
