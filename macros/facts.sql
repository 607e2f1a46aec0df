{# The value of the column that a seed names; a name of no column gives nothing. #}
{% macro value_of_field(field, relation, columns, type) -%}
    case {{ field }} {%- for column in columns %}
        when '{{ column }}' then cast({{ relation }}.{{ column }} as {{ type }})
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
