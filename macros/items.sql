{# What every model that judges an item gives, in one order, so that verdicts can be put
   together (models/intermediate/item/int_item_judged.sql). #}
{% macro judged_columns() -%}
    county_id,
    cycle_id,
    entity_type,
    entity_id,
    indicator_id,
    stage,
    cast(value as double) as value,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(limit_value as double) as limit_value,
    verdict,
    is_borderline,
    reason,
    threshold_id,
    rests_on
{%- endmacro %}

{# All rows of models that judge items, one after another. #}
{% macro judged_rows(models) -%}
    {% for model in models -%}
        select
            {{ judged_columns() }}
        from {{ ref(model) }}
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}
{%- endmacro %}

{# A sentence of the national forms with its figures; a figure that is not known stays
   the blank that the form prints. `figures` gives each placeholder's text. #}
{% macro filled_sentence(text, figures) -%}
    {% set filled = namespace(sql=text) %}
    {% for name, figure in figures.items() %}
        {% set filled.sql = "replace(" ~ filled.sql ~ ", '{" ~ name ~ "}', coalesce("
            ~ figure ~ ", '＿＿'))" %}
    {% endfor %}
    {{ filled.sql }}
{%- endmacro %}

{# Numbers of 区县基本情况 that items rest on (seeds/county_total.csv). #}
{% macro county_totals() -%}
    {{ return([
        'primary_funding_standard_yuan', 'junior_funding_standard_yuan',
        'special_school_funding_yuan', 'special_pupil_count', 'quality_senior_intake_count',
        'quality_senior_quota_count', 'quality_senior_rural_quota_count',
        'migrant_pupil_eligible_count', 'migrant_pupil_public_count',
        'migrant_pupil_purchased_count', 'disabled_child_count',
        'disabled_child_enrolled_count',
    ]) }}
{%- endmacro %}

{# Whether a number from rows and what the county states of it differ by more than the
   tolerance; one that is not stated contradicts nothing. #}
{% macro is_disagreeing(value, stated) -%}
    coalesce(abs({{ value }} - {{ stated }}.value) > {{ stated }}.absolute_tolerance, false)
{%- endmacro %}

{# Numbers of rooms by size in the national entry form (seeds/room_bucket.csv). #}
{% macro room_buckets() -%}
    {{ return([
        'music_room_count', 'music_room_count_from_96_m2', 'music_room_count_73_to_96_m2',
        'music_room_count_61_to_73_m2', 'fine_art_room_count',
        'fine_art_room_count_from_90_m2', 'fine_art_room_count_67_to_90_m2',
        'fine_art_room_count_61_to_67_m2',
    ]) }}
{%- endmacro %}
