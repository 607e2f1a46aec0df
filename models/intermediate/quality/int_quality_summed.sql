{% set quartiles = {'first_quartile': 0.25, 'median': 0.5, 'third_quartile': 0.75} %}
-- grain: one row per entity, exam and subject
-- takers: who sat the paper; roster: with them whoever was absent, cheated or has no
-- score, at 0; sums are exact
with ordered as (select * from {{ ref('int_score_ordered') }})

select
    county_id,
    entity_type,
    entity_id,
    exam_id,
    subject,
    max(score_scale) as score_scale,
    max(full_score) as full_score,
    max(pass_score) is not null as has_pass_score,
    max(excellent_score) is not null as has_excellent_score,
    max(low_score) is not null as has_low_score,
    {% for basis in ['takers', 'roster'] -%}
        {% set count = basis ~ '_count' %}
        {{ tallied_total(count, 'score') }} as {{ basis }}_score_sum,
        {{ tallied_square_total(count, 'score') }} as {{ basis }}_square_sum,
        {% for name, share in quartiles.items() -%}
            {{ tallied_quantile(share, basis ~ '_running', basis ~ '_total', 'score') }}
                as {{ basis }}_{{ name }},
        {% endfor -%}
        {% for name, condition in {
            'pass_count': 'score >= pass_score',
            'excellent_count': 'score >= excellent_score',
            'low_count': 'score < low_score',
        }.items() -%}
            cast(sum(case when {{ condition }} then {{ count }} else 0 end) as bigint)
                as {{ basis }}_{{ name }},
        {% endfor -%}
    {% endfor -%}
    cast(
        sum(case when score >= upper_third_score then takers_count else 0 end) as bigint
    ) as upper_third_count,
    cast(
        sum(case when score <= lower_third_score then takers_count else 0 end) as bigint
    ) as lower_third_count,
    {{ tallied_together([
        'takers_count', 'roster_count', 'absent_count', 'cheated_count',
        'no_score_count',
    ]) }}
from ordered
group by county_id, entity_type, entity_id, exam_id, subject
