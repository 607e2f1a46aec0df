-- grain: one row per person on a roster and school year
select
    cast(teacher_token as string) as teacher_token,
    cast(school_year as integer) as school_year,
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(school_name as string) as school_name,
    cast(stage as string) as stage,
    cast(school_type as string) as school_type,
    cast(ownership as string) as ownership,
    cast(urban_rural as string) as urban_rural,
    cast(sex as string) as sex,
    cast(birth_month as date) as birth_month,
    cast(arrival_month as date) as arrival_month,
    cast(education as string) as education,
    cast(title as string) as title,
    cast(subject as string) as subject,
    cast(post_category as string) as post_category,
    cast(staffing as string) as staffing,
    cast(post_status as string) as post_status,
    cast(backbone_level as string) as backbone_level,
    cast(is_leader as boolean) as is_leader
from {{ ref('int_teacher_rostered') }}
