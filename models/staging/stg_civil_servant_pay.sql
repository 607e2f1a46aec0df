-- grain: one row per category and finance year, from the submission in force
select form.*
from {{ source('raw', 'civil_servant_pay') }} as form
inner join {{ ref('stg_submission') }} as submission
    on
        form._file = submission._file
        and form.county_id = submission.county_id
        and form.sender_id = submission.sender_id
        and cast(form.finance_year as string) = submission.period
where
    submission.form = 'civil_servant_pay'
    and submission.is_effective
