-- grain: one row per person and school year
-- a person on two rosters belongs where in post, then staffed, then the latest arrival
with teacher_rosters as (select * from {{ ref('stg_teacher_roster') }}),

schools as (select * from {{ ref('dim_school') }}),

ordered as (
    select
        roster.*,
        row_number() over (
            partition by roster.teacher_token, roster.school_year
            order by
                case when roster.post_status = 'in_post' then 0 else 1 end asc,
                case when roster.staffing = 'staffed' then 0 else 1 end asc,
                roster.arrival_month desc,
                roster.sender_id asc
        ) as preference
    from teacher_rosters as roster
)

select
    ordered.county_id,
    cast(ordered.school_year as integer) as school_year,
    ordered.teacher_token,
    ordered.sender_id as school_id,
    school.school_name,
    ordered.stage,
    school.school_type,
    school.ownership,
    school.is_private,
    school.urban_rural,
    ordered.sex,
    ordered.birth_month,
    ordered.hire_month,
    ordered.arrival_month,
    ordered.education,
    ordered.title,
    ordered.subject,
    ordered.post_category,
    ordered.staffing,
    ordered.post_status,
    -- a title that ran out before September is none
    case
        when
            ordered.backbone_expiry_month < {{ first_day_of('ordered.school_year') }}
            then 'none'
        else ordered.backbone_level
    end as backbone_level,
    ordered.backbone_level as titled_backbone_level,
    ordered.backbone_expiry_month,
    ordered.is_leader,
    ordered.deferral_reason
from ordered
left join schools as school
    on
        ordered.county_id = school.county_id
        and ordered.sender_id = school.school_id
        and ordered.school_year = school.school_year
where ordered.preference = 1
