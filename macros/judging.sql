{# How a value is judged, alike for what is and for what is forecast. #}

{# A per-pupil value to be compared with a limit. Nine places: finer than cells of two
   decimals can differ, and a quotient of doubles must not fail at the limit by its last
   bit. #}
{% macro compared_value(amount, pupils) -%}
    cast({{ ratio('per_pupil_count * ' ~ amount, pupils) }} as decimal(24, 9))
{%- endmacro %}

{# Whether a value between a least and a most reaches a limit; nothing, if that is open
   (standard.md 12.2). #}
{% macro reached(least, most, limit) -%}
    case
        when {{ least }} >= {{ limit }} then true
        when {{ most }} < {{ limit }} then false
    end
{%- endmacro %}

{# What the seven indicators of a school stage come to. #}
{% macro pass_counts() -%}
    count(*) as indicator_count,
    count(case when is_pass then 1 end) as pass_count,
    count(case when not is_pass then 1 end) as fail_count,
    count(case when is_pass is null then 1 end) as open_count,
    count(case when not is_floor_pass then 1 end) as below_floor_count,
    count(case when is_floor_pass is null then 1 end) as floor_open_count
{%- endmacro %}

{# Too many fail, or one is below the floor. #}
{% macro school_fails(allowed) -%}
    (fail_count > {{ allowed }} or below_floor_count > 0)
{%- endmacro %}

{# Whatever is open may fail. #}
{% macro school_is_safe(allowed) -%}
    (fail_count + open_count <= {{ allowed }} and floor_open_count = 0)
{%- endmacro %}

{# A county by how many of its schools meet the standard. #}
{% macro share_verdict(wanted) -%}
    case
        when school_count = 0 then 'not_applicable'
        when met_count + incomplete_count < {{ wanted }} then 'not_met'
        when met_count >= {{ wanted }} then 'met'
        else 'incomplete'
    end
{%- endmacro %}

{# A coefficient of variation against its limit. Twelve places: a quotient of doubles
   must not fail at the limit by its last bit. #}
{% macro decided_cv(spread) -%}
    cast(coalesce({{ spread }}.cv, {{ spread }}.least_cv) as decimal(24, 12))
{%- endmacro %}

{# Below its limit as a whole, above it as a whole, or open. #}
{% macro spread_verdict(lower='decided_cv', upper='decided_cv') -%}
    case
        when school_count is null then 'not_applicable'
        when {{ lower }} > limit_value then 'not_met'
        when cv is not null and {{ upper }} <= limit_value then 'met'
        else 'incomplete'
    end
{%- endmacro %}
