-- grain: one row per school whose staff is counted and school year: posts that it has,
-- that are held, and that its pupils and classes call for
-- 有编不补 (standard.md 1.4 V4): fewer in post than posts, and contract teachers, on two
-- autumn rosters one after the other; what is not known of either year leaves it open
with approved as (select * from {{ ref('int_post_approved') }}),

held as (select * from {{ ref('int_post_held') }}),

normed as (select * from {{ ref('int_post_normed') }}),

renamed as (select * from {{ ref('int_school_renamed') }}),

listed_years as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        school_year + 1 as school_year
    from approved
),

judged as (
    select
        normed.*,
        approved.approved_post_count,
        held.staff_count,
        held.staffed_count,
        held.staffed_in_post_count,
        held.seconded_count,
        held.contract_teacher_count,
        held.staffed_in_post_count < approved.approved_post_count
        and held.contract_teacher_count > 0 as is_unfilled,
        -- the same under every code that it had
        coalesce(renamed.first_school_id, approved.school_id) as first_school_id
    from approved
    inner join normed
        on
            approved.county_id = normed.county_id
            and approved.school_year = normed.school_year
            and approved.school_id = normed.school_id
    left join held
        on
            approved.county_id = held.county_id
            and approved.school_year = held.school_year
            and approved.school_id = held.school_id
    left join renamed
        on
            approved.county_id = renamed.county_id
            and approved.school_id = renamed.school_id
)

select
    now.*,
    -- below 0: more people than posts
    now.approved_post_count - now.staffed_count as empty_post_count,
    -- a school that was not there a year ago has not waited for a year
    now.is_unfilled
    and case
        when last.school_id is not null then last.is_unfilled
        when listed_years.county_id is not null then false
    end as is_unfilled_post_warning
from judged as now
left join judged as last
    on
        now.county_id = last.county_id
        and now.school_year = last.school_year + 1
        and now.first_school_id = last.first_school_id
left join listed_years
    on
        now.county_id = listed_years.county_id
        and now.school_year = listed_years.school_year
