{{ config(materialized='ephemeral') }}
-- grain: one row per school in scope and line of its self-assessment about rooms, size,
-- classes and money, in the newest assessment cycle
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

lines as (select * from {{ ref('self_assessment_line') }}),

limited as (
    select * from {{ ref('int_line_limited') }}
    where form_id = 'self'
),

schools as (select * from {{ ref('int_school_profiled') }}),

classes as (select * from {{ ref('fct_class') }}),

rooms as (select * from {{ ref('stg_room') }}),

verdicts as (
    select * from {{ ref('fct_indicator_verdict') }}
    where entity_type = 'school'
),

class_counts as (
    select
        county_id,
        school_id,
        school_year,
        count(case when stage in ('primary', 'junior') then 1 end) as class_count,
        max(case when stage in ('primary', 'junior') then pupil_count end) as largest,
        count(case when stage = 'primary' and over_count > 0 then 1 end)
            as primary_over,
        count(case when stage = 'junior' and over_count > 0 then 1 end) as junior_over
    from classes
    group by county_id, school_id, school_year
),

room_areas as (
    select
        county_id,
        sender_id as school_id,
        school_year,
        {% for kind in ['music', 'fine_art'] -%}
            {{ joined_text(
                "case when room_kind = '" ~ kind ~ "' then "
                ~ shortest('area_m2') ~ ' end',
                '、',
                'area_m2 desc'
            ) }} as {{ kind }}
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from rooms
    group by county_id, sender_id, school_year
),

outcomes as (
    select
        county_id,
        cycle_id,
        entity_id as school_id,
        substr(indicator_id, 1, 2) as indicator_id,
        case
            when count(case when verdict = 'not_met' then 1 end) > 0 then 'not_met'
            when count(case when verdict = 'incomplete' then 1 end) > 0
                then 'incomplete'
            when count(case when verdict = 'met' then 1 end) > 0 then 'met'
            else 'not_applicable'
        end as verdict,
        max(numerator) as numerator,
        max(denominator) as denominator
    from verdicts
    where substr(indicator_id, 1, 2) in ('G3', 'G4', 'G6')
    group by county_id, cycle_id, entity_id, substr(indicator_id, 1, 2)
),

told as (
    select
        schools.county_id,
        schools.school_id,
        lines.line,
        lines.indicator_id,
        {{ limits_filled('lines.item_zh', 'limited') }} as item,
        {{ limits_filled('lines.sentence_zh', 'limited') }} as sentence_zh,
        cast(class_counts.class_count as string) as classes_text,
        cast(class_counts.largest as string) as largest_text,
        room_areas.music as music_text,
        room_areas.fine_art as fine_art_text,
        {% for stage in ['primary', 'junior', 'senior'] -%}
            case lines.indicator_id
                when 'G4' then cast(schools.{{ stage }}_pupil_count as string)
                {% if stage != 'senior' -%}
                    when 'G5' then cast(class_counts.{{ stage }}_over as string)
                {% endif -%}
            end as {{ stage }}_text,
        {% endfor -%}
        {{ printed('outcomes.denominator', "'integer'") }} as pupils_text,
        {{ printed('outcomes.numerator', "'integer'") }} as funding_text,
        case
            when lines.indicator_id <> 'G5'
                then coalesce(outcomes.verdict, 'not_applicable')
            when class_counts.class_count is null then 'incomplete'
            when class_counts.primary_over + class_counts.junior_over > 0 then 'not_met'
            else 'met'
        end as verdict
    from schools
    inner join newest_cycles as newest
        on
            schools.county_id = newest.county_id
            and schools.school_year = newest.statistics_school_year
    inner join lines
        on substr(lines.indicator_id, 1, 1) = 'G'
    left join limited
        on schools.county_id = limited.county_id and lines.line = limited.line
    left join class_counts
        on
            schools.county_id = class_counts.county_id
            and schools.school_id = class_counts.school_id
            and schools.school_year = class_counts.school_year
    left join room_areas
        on
            schools.county_id = room_areas.county_id
            and schools.school_id = room_areas.school_id
            and schools.school_year = room_areas.school_year
    left join outcomes
        on
            schools.county_id = outcomes.county_id
            and newest.cycle_id = outcomes.cycle_id
            and schools.school_id = outcomes.school_id
            and lines.indicator_id = outcomes.indicator_id
)

select
    county_id,
    school_id,
    line,
    item,
    {{ filled_sentence('sentence_zh', {
        'classes': 'classes_text',
        'music': 'music_text',
        'fine_art': 'fine_art_text',
        'primary': 'primary_text',
        'junior': 'junior_text',
        'senior': 'senior_text',
        'largest': 'largest_text',
        'pupils': 'pupils_text',
        'funding': 'funding_text',
    }) }} as sentence,
    verdict
from told
