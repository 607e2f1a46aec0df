{# means:   two rows of a table have the same key
   matters: sums and joins would count the thing twice
   mend:    look at the model's last join, or at two sources that both bring the row

   Asked of every model and seed as soon as it is built, for what is made from it could not be
   right. A test would be a node of its own for each of them, and a third of dbt's time. An
   ephemeral model has no table to ask: its grain is held where its rows come to lie in one. #}
{% macro hold_grain() -%}
    {%- if execute -%}
        {%- set key = model.config.meta.grain | join(', ') -%}
        {%- set told = 'unique_grain_' ~ this.identifier ~ ': times that rows share ' ~ key ~ ': ' -%}
        {%- set asked -%}
            select case when count(*) > 0 then {{ stop_saying("'" ~ told ~ "' || count(*)") }} end
            from (select {{ key }} from {{ this }} group by {{ key }} having count(*) > 1) as twice
        {%- endset -%}
        {# Spark computes nothing before somebody fetches it; DuckDB does, and a table of one cell
           is dear to make #}
        {%- do adapter.execute(asked, auto_begin=false, fetch=(target.type == 'spark')) -%}
    {%- endif -%}
{%- endmacro %}

{# Ends the statement with a text of ours. #}
{% macro stop_saying(text) -%}{{ adapter.dispatch('stop_saying')(text) }}{%- endmacro %}

{% macro default__stop_saying(text) -%}error({{ text }}){%- endmacro %}

{% macro spark__stop_saying(text) -%}raise_error({{ text }}){%- endmacro %}
