-- grain: one row per exam, subject, school, item and fault that sets the row aside
{% set row = ['county_id', 'exam_id', 'subject', 'school_id', 'item_number'] %}
with items as (select * from {{ ref('int_item_counted') }})

{% for fault, field, condition in [
    ('item_above_full', 'score_sum', 'score_sum > full_score * pupil_count'),
    ('item_pupils_above_takers', 'pupil_count', 'pupil_count > taker_count'),
    ('item_full_differs', 'full_score', 'not is_full_agreed'),
    ('item_group_differs', 'question_group', 'not is_group_agreed'),
    ('item_rare', 'item_number', 'is_rare'),
] %}
    {% if not loop.first %}union all{% endif %}
    select
        {{ row | join(', ') }},
        '{{ fault }}' as fault_code,
        '{{ field }}' as field
    from items
    where {{ condition }}
{% endfor %}
