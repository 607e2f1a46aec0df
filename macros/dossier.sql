{# What every theme of the dossier ends with: its events (`told`) with the words of
   their kind (`kinds`), filled with the texts <figure>_text. What is withheld has no
   text. #}
{% macro told_event(figures) -%}
    select
        told.county_id,
        told.school_id,
        told.event_date,
        told.event_kind,
        told.detail_id,
        {{ filled_sentence(
            'case when told.is_suppressed then kinds.withheld_title_zh'
            ~ ' else kinds.title_zh end',
            text_columns(figures)
        ) }} as title,
        case
            when not told.is_suppressed
                then {{ filled_sentence('kinds.sentence_zh', text_columns(figures)) }}
        end as text,
        told.is_suppressed
    from told
    inner join kinds
        on told.event_kind = kinds.event_kind
{%- endmacro %}

{# The themes, each a model int_dossier_<theme> of equal columns. #}
{% macro dossier_themes() -%}
    {{ return([
        'change', 'group', 'activity', 'designation', 'class', 'staffing', 'exchange',
        'resource', 'item', 'difference', 'submission', 'funding', 'quality',
    ]) }}
{%- endmacro %}

{# 2025-2026, as a school year is written. #}
{% macro school_year_text(school_year) -%}
    cast({{ school_year }} as string) || '-' || cast({{ school_year }} + 1 as string)
{%- endmacro %}
