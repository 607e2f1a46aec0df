-- grain: one row per form, sender and period that is owed, or that was taken in place
-- of the form that is
with due as (select * from {{ ref('int_submission_due') }}),

alternatives as (select * from {{ ref('form_alternative') }}),

taken as (
    select * from {{ ref('stg_submission') }}
    where is_effective
),

answers as (
    select
        taken.county_id,
        taken.sender_id,
        taken.period,
        alternative.form,
        alternative.alternative_form
    from taken
    inner join alternatives as alternative
        on taken.form = alternative.alternative_form
)

select
    due.county_id,
    coalesce(answer.alternative_form, due.form) as form,
    due.period_kind,
    due.period,
    due.sender_id,
    due.sender_name
from due
left join taken as own
    on
        due.county_id = own.county_id
        and due.form = own.form
        and due.sender_id = own.sender_id
        and due.period = own.period
left join answers as answer
    on
        due.county_id = answer.county_id
        and due.form = answer.form
        and due.sender_id = answer.sender_id
        and due.period = answer.period
        -- what came itself needs no other form to answer for it
        and own.form is null
