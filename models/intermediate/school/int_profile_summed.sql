-- grain: one row per school and school year, with the sums that other sources give
-- what the school itself cannot say on the form is said as int_school_profiled says it
with profiles as (select * from {{ ref('stg_school_profile') }}),

lists as (select * from {{ ref('stg_school_list') }})

select
    profiles.*,
    profiles.music_teacher_count + profiles.fine_art_teacher_count
    + profiles.arts_teacher_count as all_arts_teacher_count,
    profiles.music_teacher_count_primary + profiles.fine_art_teacher_count_primary
    + profiles.arts_teacher_count_primary as all_arts_teacher_count_primary,
    profiles.music_teacher_count_junior + profiles.fine_art_teacher_count_junior
    + profiles.arts_teacher_count_junior as all_arts_teacher_count_junior,
    case when profiles.is_counted then '1' when not profiles.is_counted then '0' end
        as counted_code,
    -- the national form has no word for a teaching point and calls it 小学
    case
        when profiles.school_type = '211' and lists.school_type = '218'
            then lists.school_type
        else profiles.school_type
    end as school_type_code
from profiles
left join lists
    on
        profiles.county_id = lists.county_id
        and profiles.school_year = lists.school_year
        and profiles.school_id = lists.school_id
