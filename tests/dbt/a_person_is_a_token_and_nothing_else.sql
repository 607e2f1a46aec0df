{% set columns = [
    ('dim_teacher', 'teacher_token'), ('dim_student', 'student_token'),
    ('fct_teacher_move', 'teacher_token'), ('fct_teacher_pay', 'teacher_token'),
    ('fct_teacher_title', 'teacher_token'), ('fct_assessment_score', 'student_token'),
    ('fct_assessment_score', 'exam_number_token'),
] %}
-- means:   where a keyed token should stand, something else does
-- matters: it may be an identity number
-- mend:    stop; the reader of that form lets a number through
{% for model_name, column_name in columns -%}
    select
        '{{ model_name }}' as model_name,
        '{{ column_name }}' as column_name,
        length({{ column_name }}) as text_length
    from {{ ref(model_name) }}
    where
        length({{ column_name }}) <> 32
        or translate({{ column_name }}, '0123456789abcdef', '') <> ''
    {% if not loop.last %}union all{% endif %}
{% endfor -%}
