-- grain: one row per school and day of a period of which its forms are missing, or were
-- sent back
with submissions as (
    select
        *,
        -- of a file that was held the year may not be known
        case
            when length(period) <> 4 then null
            when translate(period, '0123456789', '') <> '' then null
            when period_kind = 'school_year'
                then make_date(cast(period as integer), 9, 1)
            when period_kind = 'finance_year'
                then make_date(cast(period as integer), 12, 31)
        end as event_date
    from {{ ref('fct_submission') }}
    -- what the county's office owes is no school's; a file of no known form is in no
    -- dossier
    where sender_id <> county_id and form <> ''
),

words as (select * from {{ ref('display_word') }}),

kinds as (select * from {{ ref('dossier_event') }}),

-- a form sent back twice has one line
counted as (
    select
        county_id,
        sender_id as school_id,
        event_date,
        form,
        max(case when status = 'missing' then 1 else 0 end) as is_missing,
        max(case when status in ('held', 'contested') then 1 else 0 end) as is_held,
        coalesce(sum(rows_rejected), 0) as row_count
    from submissions
    where event_date is not null
    group by county_id, sender_id, event_date, form
),

listed as (
    select
        *,
        'form_missing' as event_kind,
        'form' as word_code
    from counted
    where is_missing = 1
    union all
    select
        *,
        'form_sent_back' as event_kind,
        case when is_held = 1 then 'form_sent_back' else 'rows_sent_back' end
            as word_code
    from counted
    where is_held = 1 or row_count > 0
),

told as (
    select
        listed.county_id,
        listed.school_id,
        listed.event_date,
        listed.event_kind,
        '' as detail_id,
        {{ joined_text(
            filled_sentence("coalesce(word.name_zh, '{form}')", {
                'form': 'form.name_zh',
                'rows': 'cast(listed.row_count as string)',
            }), '、', 'listed.form'
        ) }} as forms_text,
        false as is_suppressed
    from listed
    left join words as word
        on {{ word_of('word', 'dossier', 'listed.word_code') }}
    left join words as form
        on {{ word_of('form', 'form', 'listed.form') }}
    group by listed.county_id, listed.school_id, listed.event_date, listed.event_kind
)

{{ told_event(['forms']) }}
