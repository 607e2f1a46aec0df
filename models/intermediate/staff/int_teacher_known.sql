-- grain: one row per person and school year of the roster or of the year after it
-- somebody who has left this year's roster is known from last year's
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

entries as (
    select
        *,
        school_year as known_year
    from rostered
    union all
    select
        *,
        school_year + 1 as known_year
    from rostered
),

ordered as (
    select
        *,
        row_number() over (
            partition by teacher_token, known_year
            order by school_year desc
        ) as preference
    from entries
)

select
    teacher_token,
    known_year as school_year,
    stage,
    subject,
    is_leader,
    -- judged on the September of the year of the move, whichever roster says it
    titled_backbone_level in ('county', 'city', 'province', 'nation')
    and (
        backbone_expiry_month is null
        or backbone_expiry_month >= {{ first_day_of('known_year') }}
    ) as is_backbone
from ordered
where preference = 1
