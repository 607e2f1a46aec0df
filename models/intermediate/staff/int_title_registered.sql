-- grain: one row per teacher and school year whose register holds a title of county
-- level or above that runs in September; a person counts once, at the highest
with registered as (select * from {{ ref('stg_backbone_title') }}),

running as (
    select
        *,
        row_number() over (
            partition by teacher_token, school_year
            order by
                case backbone_level
                    when 'nation' then 1
                    when 'province' then 2
                    when 'city' then 3
                    else 4
                end asc,
                issued_month desc,
                backbone_title asc,
                county_id asc
        ) as place
    from registered
    where
        backbone_level in ('county', 'city', 'province', 'nation')
        and issued_month <= {{ first_day_of('school_year') }}
        and (
            backbone_expiry_month is null
            or backbone_expiry_month >= {{ first_day_of('school_year') }}
        )
)

select
    county_id,
    cast(school_year as integer) as school_year,
    teacher_token,
    backbone_level,
    backbone_title,
    issued_month,
    backbone_expiry_month,
    document_reference
from running
where place = 1
