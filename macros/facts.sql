{# The value of the column that a seed names; a name of no column gives nothing. Of
   `columns` a mapping says which column has what the seed calls otherwise. #}
{% macro value_of_field(field, relation, columns, type) -%}
    case {{ field }} {%- for name in columns %}
        {%- set column = columns[name] if columns is mapping else name %}
        when '{{ name }}' then cast({{ relation }}.{{ column }} as {{ type }})
    {%- endfor %} end
{%- endmacro %}

{# Numbers that several sources give: of a stage's staff, and of the whole campus. #}
{% macro teacher_kinds() -%}
    {{ return([
        'full_time', 'associate', 'bachelor', 'master', 'doctor', 'backbone', 'pe', 'music',
        'fine_art', 'arts', 'all_arts',
    ]) }}
{%- endmacro %}

{% macro campus_numbers() -%}
    {{ return([
        'teaching_area_m2', 'indoor_sports_area_m2', 'outdoor_sports_area_m2',
        'equipment_value_yuan', 'multimedia_room_count',
    ]) }}
{%- endmacro %}

{# Grounds that only a relaxed rule counts. #}
{% macro relaxed_numbers() -%}
    {{ return(['other_sports_area_m2', 'rented_sports_area_m2']) }}
{%- endmacro %}

{# Whether all that are given are the same; nothing is the same as anything. #}
{% macro agreed(expression) -%}
    case when min({{ expression }}) = max({{ expression }}) then max({{ expression }}) end
{%- endmacro %}

{# What a school answers by yes or no about its kind (seeds/school_flag.csv). #}
{% macro declared_flags() -%}
    {{ return([
        'is_rural_small_school', 'is_dense_centre', 'is_built_by_2010', 'is_built_by_2016',
        'is_rural_small_class_school',
    ]) }}
{%- endmacro %}

{# What a source states of a school's fact, and where it stands: the columns of every
   model whose rows int_fact_found puts together, in one order. `row` is the sheet's row,
   none where rows are counted. #}
{% macro stated_fact(of, school_id, value, code='cast(null as string)',
    form='sources.form', field='sources.field', place_order='1',
    row='cast(null as bigint)') -%}
    {{ of }}.county_id,
    cast({{ of }}.school_year as integer) as school_year,
    {{ of }}.{{ school_id }} as school_id,
    sources.source,
    sources.fact,
    {{ value }} as value,
    {{ code }} as code,
    {{ form }} as form,
    {{ field }} as field,
    {{ place_order }} as place_order,
    {{ of }}._file,
    {{ of }}._sheet,
    {{ row }} as _row
{%- endmacro %}

{# A total for all stages is the figure of the only stage a school has; among several
   nobody divides it, unless there is nothing to divide (standard.md 12.6). #}
{% macro figure_of_stage(own, total, is_only_stage) -%}
    case
        when {{ own }} is not null then {{ own }}
        when {{ is_only_stage }} or {{ total }} = 0 then {{ total }}
    end
{%- endmacro %}
