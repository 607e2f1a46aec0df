{# DuckDB finds `raw` in its database; Spark is told where the row files stand:
   one folder of Parquet per table below JUNHENG_RAW, an absolute path. #}
{% macro register_raw() -%}
    {{ return(adapter.dispatch('register_raw')()) }}
{%- endmacro %}

{% macro default__register_raw() -%}{%- endmacro %}

{% macro spark__register_raw() -%}
    {% if execute %}
        {% set home = env_var('JUNHENG_HOME', 'data') %}
        {% set folder = env_var('JUNHENG_RAW', home ~ '/restricted/work/raw') %}
        {% do run_query('create database if not exists raw') %}
        {% for source in graph.sources.values() %}
            {% set table = source.schema ~ '.' ~ source.identifier %}
            {% do run_query('drop table if exists ' ~ table) %}
            {% do run_query(
                'create table ' ~ table ~ " using parquet location '"
                ~ folder ~ '/' ~ source.identifier ~ "'"
            ) %}
        {% endfor %}
    {% endif %}
{%- endmacro %}

{# What a pipe of Spark runs on every worker: the package must be installed there. #}
{% macro estimator() -%}
    {{ adapter.dispatch('estimator')() }}
{%- endmacro %}

{% macro default__estimator() -%}
    {{ env_var('JUNHENG_PYTHON', 'python3') }} -m estimation.rows
{%- endmacro %}
