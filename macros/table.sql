{# A table is made in its place, by one statement. dbt's own way (build it beside, look
   for what lies in the way, rename, drop) is for a database that somebody reads meanwhile;
   nobody reads a candidate before it is whole, and a night makes five hundred tables.

   A table whose grain does not hold stays for whoever looks into it. #}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set earlier = load_cached_relation(this) -%}
    {%- if earlier is not none -%}{%- do adapter.drop_relation(earlier) -%}{%- endif -%}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement('main', language=model['language']) -%}
        {{- create_table_as(False, target, compiled_code, model['language']) }}
    {%- endcall -%}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
