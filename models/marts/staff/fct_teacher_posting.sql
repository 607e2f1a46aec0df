-- grain: one row per person, school and unbroken run of school years
-- begins with the year, the first post of all with the arrival; ends where the next
-- roster of the county no longer has the person in this school; a school that was
-- renamed or merged on the way goes on in what took it over
with posted as (select * from {{ ref('int_teacher_posted') }}),

placed as (
    select
        *,
        row_number() over (
            partition by teacher_token, posting_number
            order by school_year
        ) as turn,
        row_number() over (
            partition by teacher_token, posting_number
            order by school_year desc
        ) as turn_from_last,
        max(school_year) over (partition by county_id) as newest_school_year,
        max(posting_number) over (partition by teacher_token) as posting_count
    from posted
),

runs as (
    select
        teacher_token,
        posting_number,
        posting_count,
        max(case when turn_from_last = 1 then county_id end) as county_id,
        max(case when turn_from_last = 1 then school_id end) as school_id,
        max(case when turn = 1 then school_id end) as first_school_id,
        max(case when turn_from_last = 1 then newest_school_year end)
            as newest_school_year,
        min(school_year) as school_year_first,
        max(school_year) as school_year_last,
        min(arrival_month) as arrival_month
    from placed
    group by teacher_token, posting_number, posting_count
)

select
    cast(teacher_token as string) as teacher_token,
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(first_school_id as string) as first_school_id,
    cast(
        case
            when
                posting_number = 1
                and arrival_month < {{ first_day_of('school_year_first') }}
                then arrival_month
            else {{ first_day_of('school_year_first') }}
        end as date
    ) as valid_from,
    cast(
        case
            when
                school_year_last < newest_school_year
                -- another county may be a year ahead with its rosters
                or posting_number < posting_count
                then {{ first_day_of('school_year_last + 1') }}
        end as date
    ) as valid_to,
    cast(school_year_first as integer) as school_year_first,
    cast(school_year_last as integer) as school_year_last
from runs
