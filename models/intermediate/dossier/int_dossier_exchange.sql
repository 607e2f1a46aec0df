-- grain: one row per school and school year in which a teacher left it or came to it on
-- exchange
with exchanges as (select * from {{ ref('fct_teacher_exchange') }}),

moves as (select * from {{ ref('fct_teacher_move') }}),

kinds as (select * from {{ ref('dossier_event') }}),

parts as (
    select
        county_id,
        entity_id as school_id,
        school_year,
        exchanged_count as sent_count,
        backbone_exchanged_count as backbone_count,
        0 as received_count
    from exchanges
    where entity_type = 'school' and count_mode = 'new'
    union all
    select
        county_id,
        to_school_id as school_id,
        school_year,
        0 as sent_count,
        0 as backbone_count,
        1 as received_count
    from moves
    where is_counted_new
),

summed as (
    select
        county_id,
        school_id,
        school_year,
        sum(sent_count) as sent_count,
        sum(backbone_count) as backbone_count,
        sum(received_count) as received_count
    from parts
    group by county_id, school_id, school_year
),

told as (
    select
        county_id,
        school_id,
        {{ first_day_of('school_year') }} as event_date,
        'exchange' as event_kind,
        '' as detail_id,
        cast(sent_count as string) as sent_text,
        cast(backbone_count as string) as backbone_text,
        cast(received_count as string) as received_text,
        false as is_suppressed
    from summed
    where sent_count > 0 or received_count > 0
)

{{ told_event(['sent', 'backbone', 'received']) }}
