-- grain: one row per school whose staff is counted and school year: its posts (编制)
-- what a form says of branches with a row of their own is theirs
with campuses as (select * from {{ ref('int_campus_staffed') }}),

profiles as (select * from {{ ref('stg_school_profile') }}),

branches as (select * from {{ ref('int_branch_contained') }}),

contained as (
    select
        branches.county_id,
        branches.school_year,
        branches.parent_school_id,
        case
            when count(*) = count(profiles.approved_post_count)
                then sum(profiles.approved_post_count)
        end as post_count
    from branches
    left join profiles
        on
            branches.county_id = profiles.county_id
            and branches.school_year = profiles.school_year
            and branches.school_id = profiles.school_id
    group by branches.county_id, branches.school_year, branches.parent_school_id
),

own as (
    select
        campuses.county_id,
        campuses.school_year,
        campuses.whole_school_id,
        -- a branch with more than the form that contains it contradicts the form
        case
            when contained.parent_school_id is null then profiles.approved_post_count
            when contained.post_count <= profiles.approved_post_count
                then profiles.approved_post_count - contained.post_count
        end as post_count
    from campuses
    left join profiles
        on
            campuses.county_id = profiles.county_id
            and campuses.school_year = profiles.school_year
            and campuses.school_id = profiles.school_id
    left join contained
        on
            campuses.county_id = contained.county_id
            and campuses.school_year = contained.school_year
            and campuses.school_id = contained.parent_school_id
)

select
    county_id,
    school_year,
    whole_school_id as school_id,
    case when count(*) = count(post_count) then cast(sum(post_count) as integer) end
        as approved_post_count
from own
group by county_id, school_year, whole_school_id
