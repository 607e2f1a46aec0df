-- grain: one row per school and school year with its staff
with staffing as (select * from {{ ref('fct_school_staffing') }}),

kinds as (select * from {{ ref('dossier_event') }}),

told as (
    select
        county_id,
        school_id,
        {{ first_day_of('school_year') }} as event_date,
        -- without the roster of the year before nobody knows who is new
        case
            when joined_count is null and left_count is null then 'staffing'
            else 'staffing_changed'
        end as event_kind,
        '' as detail_id,
        cast(teacher_count as string) as teachers_text,
        {{ printed('pupils_per_teacher', "'decimal2'") }} as ratio_text,
        cast(joined_count as string) as joined_text,
        cast(left_count as string) as left_text,
        -- thirds and sevenths add up to a last place below 7.625, which prints as 7.63
        {{ printed('cast(subject_shortage_count as decimal(18, 9))', "'decimal2'") }}
            as shortage_text,
        false as is_suppressed
    from staffing
)

{{ told_event(['teachers', 'ratio', 'joined', 'left', 'shortage']) }}
