-- grain: one row per entity, exam, subject and denominator
-- a standardised scale has takers only: 0 is no lowest score that an absent pupil could
-- have; the county's thirds are of those who sat the paper
with measured as (
    {% for basis in ['takers', 'roster'] -%}
        {{ 'union all' if not loop.first }}
        select
            county_id,
            entity_type,
            entity_id,
            exam_id,
            subject,
            '{{ basis }}' as denominator,
            {{ basis }}_count as pupil_count,
            absent_count,
            cheated_count,
            no_score_count,
            {{ basis }}_score_sum as score_sum,
            {{ basis }}_square_sum as square_sum,
            {{ basis }}_first_quartile as first_quartile,
            {{ basis }}_median as median,
            {{ basis }}_third_quartile as third_quartile,
            score_scale,
            full_score,
            has_pass_score,
            has_excellent_score,
            has_low_score,
            {{ basis }}_pass_count as pass_count,
            {{ basis }}_excellent_count as excellent_count,
            {{ basis }}_low_count as low_count,
            {% if basis == 'takers' -%}
                upper_third_count,
                lower_third_count
            {%- else -%}
                cast(null as bigint) as upper_third_count,
                cast(null as bigint) as lower_third_count
            {%- endif %}
        from {{ ref('int_quality_summed') }}
        {{ "where score_scale = 'raw'" if basis == 'roster' }}
    {% endfor %}
)

select
    *,
    {{ squared_spread('pupil_count', 'score_sum', 'square_sum') }} as squared_spread
from measured
