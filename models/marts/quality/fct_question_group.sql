-- grain: one row per exam, subject, question group and entity (school, stratum, county)
-- for the school itself: bands instead of places, no other school's figure
with compared as (select * from {{ ref('int_question_group_compared') }}),

bands as (select * from {{ ref('question_band') }}),

placed as (
    select
        *,
        {{ ratio('score_sum', 'attainable_sum') }} as score_rate,
        {{ ratio('county_score_sum', 'county_attainable_sum') }} as county_score_rate,
        {{ ratio('stratum_score_sum', 'stratum_attainable_sum') }}
            as stratum_score_rate,
        {{ ratio('county_gap', 'county_base') }} as county_difference,
        {{ ratio('stratum_gap', 'stratum_base') }} as stratum_difference
    from compared
)

select
    cast(placed.county_id as string) as county_id,
    cast(placed.exam_id as string) as exam_id,
    cast(placed.subject as string) as subject,
    cast(placed.question_group as string) as question_group,
    cast(placed.entity_type as string) as entity_type,
    cast(placed.entity_id as string) as entity_id,
    cast(placed.school_year as integer) as school_year,
    cast(placed.item_count as integer) as item_count,
    cast(placed.full_score as decimal(9, 2)) as full_score,
    cast(placed.school_count as integer) as school_count,
    cast(placed.set_aside_school_count as integer) as set_aside_school_count,
    cast(placed.pupil_count as integer) as pupil_count,
    cast(placed.score_sum as decimal(18, 2)) as score_sum,
    cast(placed.attainable_sum as decimal(18, 2)) as attainable_sum,
    placed.score_rate,
    placed.county_score_rate,
    placed.stratum_score_rate,
    placed.county_difference,
    placed.stratum_difference,
    {% for reference in ['county', 'stratum'] -%}
        cast(
            case
                when placed.entity_type <> 'school' then null
                when placed.{{ reference }}_gap > 0 then {{ reference }}_band.band_above
                else {{ reference }}_band.band_below
            end as string
        ) as {{ reference }}_band,
    {% endfor -%}
    cast(
        case when placed.is_alone then 'few_schools' else placed.reason end as string
    ) as reason,
    cast(placed.is_releasable as boolean) as is_releasable,
    cast(placed.is_withheld or not placed.is_releasable as boolean) as is_suppressed
from placed
-- compared without a division: five points are five points
{% for reference in ['county', 'stratum'] -%}
    {% set band = reference ~ '_band' %}
    left join bands as {{ band }}
        on
            abs(placed.{{ reference }}_gap)
            >= {{ band }}.least_difference * placed.{{ reference }}_base
            and (
                {{ band }}.below_difference is null
                or abs(placed.{{ reference }}_gap)
                < {{ band }}.below_difference * placed.{{ reference }}_base
            )
{% endfor %}
