{# dbt-spark writes an empty cell as the text None and does not escape quotes; here it
   is null, and text is escaped. #}
{% macro spark__load_csv_rows(model, agate_table) %}
    {% set types = model['config'].get('column_types', {}) %}
    {% set lines = [] %}
    {% for row in agate_table.rows %}
        {% set cells = [] %}
        {% for value in row %}
            {% set type = types[agate_table.column_names[loop.index0]] %}
            {% do cells.append(spark_literal(value, type)) %}
        {% endfor %}
        {% do lines.append('(' ~ cells | join(', ') ~ ')') %}
    {% endfor %}
    {% set rows = lines | join(', ') %}
    {% set statement = 'insert into ' ~ this.render() ~ ' values ' ~ rows %}
    {% do adapter.add_query(statement, abridge_sql_log=True) %}
    {{ return(statement) }}
{% endmacro %}

{% macro spark_literal(value, type) %}
    {% if value is none %}
        {{ return('cast(null as ' ~ type ~ ')') }}
    {% endif %}
    {% set text = value | string | replace('\\', '\\\\') | replace("'", "\\'") %}
    {{ return("cast('" ~ text ~ "' as " ~ type ~ ')') }}
{% endmacro %}
