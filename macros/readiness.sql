{# The item of the standard that an indicator is, or a part of: G11-backbone is G11. #}
{% macro item_of(indicator_id) -%}
    case
        when instr({{ indicator_id }}, '-') > 0
            then substr({{ indicator_id }}, 1, instr({{ indicator_id }}, '-') - 1)
        else {{ indicator_id }}
    end
{%- endmacro %}
