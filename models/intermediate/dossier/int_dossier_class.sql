-- grain: one row per school and school year with a class above the limit
with classes as (
    select * from {{ ref('fct_class') }}
    where over_count > 0
),

kinds as (select * from {{ ref('dossier_event') }}),

told as (
    select
        county_id,
        school_id,
        {{ first_day_of('school_year') }} as event_date,
        'class_too_large' as event_kind,
        '' as detail_id,
        cast(count(*) as string) as count_text,
        cast(max(pupil_count) as string) as largest_text,
        cast(sum(over_count) as string) as over_text,
        false as is_suppressed
    from classes
    group by county_id, school_id, school_year
)

{{ told_event(['count', 'largest', 'over']) }}
