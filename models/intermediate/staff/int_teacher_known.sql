-- grain: one row per person and school year of the roster or of the year after it
-- somebody who has left this year's roster is known from last year's; of titles the
-- register is asked before the roster (docs/decisions/whose-title-counts.md)
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

titles as (select * from {{ ref('int_title_registered') }}),

registers as (
    select
        county_id,
        cast(period as integer) as school_year,
        rows_rejected
    from {{ ref('stg_submission') }}
    where is_effective and form = 'backbone_title'
),

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
),

-- judged on the September of the year of the move, whichever roster says it
told as (
    select
        ordered.*,
        case
            when
                ordered.titled_backbone_level = 'school'
                or ordered.backbone_expiry_month
                < {{ first_day_of('ordered.known_year') }}
                then 'none'
            else ordered.titled_backbone_level
        end as rostered_level,
        -- a register of which rows went back may lack a title, and denies none
        coalesce(
            titles.backbone_level,
            case when registers.rows_rejected = 0 then 'none' end
        ) as registered_level
    from ordered
    left join registers
        on
            ordered.county_id = registers.county_id
            and ordered.known_year = registers.school_year
    left join titles
        on
            ordered.teacher_token = titles.teacher_token
            and ordered.known_year = titles.school_year
    where ordered.preference = 1
)

select
    teacher_token,
    known_year as school_year,
    school_year as roster_year,
    stage,
    subject,
    is_leader,
    rostered_level,
    registered_level,
    coalesce(registered_level, rostered_level) <> 'none' as is_backbone
from told
