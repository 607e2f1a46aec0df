{% set forms = [
    'school_list', 'school_profile', 'class_roster', 'teacher_roster', 'student_roster',
    'teacher_exchange', 'payroll', 'civil_servant_pay', 'exam', 'exam_candidate',
    'assessment', 'school_group', 'county_facts',
] %}
-- means:   a submission in force brought more or fewer rows than it says it loaded
-- matters: figures would be made of half a file, or of a row twice
-- mend:    the pack of that form and period, or the join in its staging model
with found as (
    {% for form in forms -%}
        select
            '{{ form }}' as form,
            _file,
            sender_id,
            count(distinct _sheet || '|' || cast(_row as string)) as row_count
        from {{ ref('stg_' ~ form) }}
        group by _file, sender_id
        {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

promised as (
    select
        form,
        _file,
        sender_id,
        sum(rows_loaded) as row_count
    from {{ ref('stg_submission') }}
    where is_effective
    group by form, _file, sender_id
)

select
    promised.form,
    promised._file,
    promised.sender_id,
    promised.row_count,
    found.row_count as found_count
from promised
left join found
    on
        promised.form = found.form
        and promised._file = found._file
        and promised.sender_id = found.sender_id
where promised.row_count <> coalesce(found.row_count, 0)
