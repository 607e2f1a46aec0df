-- grain: one row per person and school year, for whoever was on the staff of a school a
-- year ago, or is now: where then and where now, as schools stand on 1 September
-- who is away on exchange belongs at home; who came along with a renamed or merged
-- school, or went from campus to campus, has not moved
with placed as (select * from {{ ref('int_teacher_placed') }}),

campuses as (select * from {{ ref('int_campus_staffed') }}),

followed as (select * from {{ ref('int_school_followed') }}),

retirements as (select * from {{ ref('int_teacher_retirement_dated') }}),

entries as (
    select
        county_id,
        school_year,
        teacher_token,
        listed_school_year,
        home_school_id,
        post_category,
        0 as years_ago
    from placed
    union all
    select
        placed.county_id,
        placed.school_year + 1 as school_year,
        placed.teacher_token,
        placed.listed_school_year,
        coalesce(followed.standing_school_id, placed.home_school_id)
            as home_school_id,
        placed.post_category,
        1 as years_ago
    from placed
    left join followed
        on
            placed.county_id = followed.county_id
            and placed.home_school_id = followed.school_id
            and {{ holds_on('followed', first_day_of('placed.school_year + 1')) }}
),

standing as (
    select
        entries.*,
        -- a school that is counted nowhere is somewhere else all the same
        coalesce(campuses.whole_school_id, entries.home_school_id) as school_id
    from entries
    left join campuses
        on
            entries.county_id = campuses.county_id
            and entries.school_year = campuses.school_year
            and entries.home_school_id = campuses.school_id
)

select
    standing.county_id,
    standing.school_year,
    standing.teacher_token,
    max(case when standing.years_ago = 1 then standing.school_id end)
        as previous_school_id,
    max(case when standing.years_ago = 0 then standing.school_id end) as school_id,
    max(case when standing.years_ago = 1 then standing.post_category end) = 'teacher'
        as was_teacher,
    max(case when standing.years_ago = 0 then standing.post_category end) = 'teacher'
        as is_teacher,
    max(retirements.retirement_month_number)
    <= {{ september_of('standing.school_year') }} as is_retired
from standing
left join retirements
    on
        standing.teacher_token = retirements.teacher_token
        and standing.listed_school_year = retirements.school_year
group by standing.county_id, standing.school_year, standing.teacher_token
