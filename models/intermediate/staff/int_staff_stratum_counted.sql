-- grain: one row per county, school year, staff (teachers, or all) and stratum of who
-- is staffed and in post
-- those of a school on neither list are in: coverage shows that their pay is left out
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

places as (select * from {{ ref('int_pay_school_placed') }}),

scopes as (select * from {{ ref('indicator_scope') }}),

strata as (
    select
        staff.county_id,
        staff.school_year,
        whose.staff,
        kind.stratum_type,
        case kind.stratum_type
            when 'all' then 'all'
            when 'stage' then staff.stage
            when 'urban_rural' then place.urban_rural
            else staff.title
        end as stratum
    from rostered as staff
    left join places as place
        on
            staff.county_id = place.county_id
            and staff.school_id = place.school_id
            and staff.school_year = place.finance_year
    cross join scopes as scope
    inner join (values ('teacher'), ('all_staff')) as whose (staff)
        on whose.staff = 'all_staff' or staff.post_category = 'teacher'
    cross join (
        values ('all'), ('stage'), ('urban_rural'), ('title')
    ) as kind (stratum_type)
    where
        scope.scope_id = 'G8'
        and staff.staffing = 'staffed'
        and staff.post_status <> 'off_post'
        and {{ is_one_of('staff.stage', 'scope.stage_scope') }}
        and coalesce(place.scope_reason, 'counted') = 'counted'
)

select
    county_id,
    school_year,
    staff,
    stratum_type,
    stratum,
    count(*) as head_count
from strata
where stratum is not null
group by county_id, school_year, staff, stratum_type, stratum
