-- grain: one row per school and school year in which it is designated
-- for the bureau only: the kind of event says so
with designations as (select * from {{ ref('stg_school_designation') }}),

kinds as (select * from {{ ref('dossier_event') }}),

told as (
    select
        county_id,
        school_id,
        {{ first_day_of('school_year') }} as event_date,
        'designated_' || designation as event_kind,
        '' as detail_id,
        {{ school_year_text('school_year') }} as year_text,
        false as is_suppressed
    from designations
)

{{ told_event(['year']) }}
