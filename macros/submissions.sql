{# The rows of a form from its submissions in force; `period` is the column that holds
   their period. #}
{% macro rows_in_force(form, period) -%}
    select form.*
    from {{ source('raw', form) }} as form
    inner join {{ ref('stg_submission') }} as submission
        on
            form._file = submission._file
            and form.county_id = submission.county_id
            and form.sender_id = submission.sender_id
            and cast(form.{{ period }} as string) = submission.period
    where
        submission.form = '{{ form }}'
        and submission.is_effective
{%- endmacro %}
