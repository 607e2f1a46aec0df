-- grain: one row per person on a roster and school year to whom the roster or the
-- register gives a title of county level or above that runs in September
with known as (
    select * from {{ ref('int_teacher_known') }}
    where
        roster_year = school_year
        and (rostered_level <> 'none' or coalesce(registered_level, 'none') <> 'none')
),

teachers as (select * from {{ ref('dim_teacher') }}),

titles as (select * from {{ ref('int_title_registered') }})

select
    cast(known.teacher_token as string) as teacher_token,
    cast(known.school_year as integer) as school_year,
    cast(teacher.county_id as string) as county_id,
    cast(teacher.school_id as string) as school_id,
    cast(teacher.school_name as string) as school_name,
    cast(known.rostered_level as string) as rostered_level,
    cast(known.registered_level as string) as registered_level,
    cast(title.backbone_title as string) as backbone_title,
    cast(title.issued_month as date) as issued_month,
    cast(title.backbone_expiry_month as date) as backbone_expiry_month,
    cast(title.document_reference as string) as document_reference,
    cast(known.is_backbone as boolean) as is_backbone,
    cast(
        case
            when known.registered_level is null then 'roster'
            else 'register'
        end as string
    ) as counted_source,
    cast(
        case
            when known.registered_level is null then 'not_in_register'
            when known.registered_level = known.rostered_level then 'agree'
            when known.registered_level = 'none' then 'roster_only'
            when known.rostered_level = 'none' then 'register_only'
            else 'level_differs'
        end as string
    ) as title_status
from known
inner join teachers as teacher
    on
        known.teacher_token = teacher.teacher_token
        and known.school_year = teacher.school_year
left join titles as title
    on
        known.teacher_token = title.teacher_token
        and known.school_year = title.school_year
