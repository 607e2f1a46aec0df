-- grain: one row per person and school year, with the posting that it belongs to
-- a posting runs on from year to year in one school, or in what has taken it over;
-- tenure that began in such a school goes along
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

followed as (select * from {{ ref('int_school_followed') }}),

stepped as (
    select
        county_id,
        teacher_token,
        school_year,
        school_id,
        arrival_month,
        lag(school_year) over (
            partition by teacher_token
            order by school_year
        ) as previous_school_year,
        lag(school_id) over (
            partition by teacher_token
            order by school_year
        ) as previous_school_id,
        lag(arrival_month) over (
            partition by teacher_token
            order by school_year
        ) as previous_arrival_month
    from rostered
),

continued as (
    select
        stepped.*,
        stepped.previous_school_year = stepped.school_year - 1
        and coalesce(followed.standing_school_id, stepped.previous_school_id)
        = stepped.school_id as is_continued
    from stepped
    left join followed
        on
            stepped.county_id = followed.county_id
            and stepped.previous_school_id = followed.school_id
            and {{ holds_on('followed', first_day_of('stepped.school_year')) }}
),

numbered as (
    select
        *,
        sum(case when is_continued then 0 else 1 end) over (
            partition by teacher_token
            order by school_year
        ) as posting_number
    from continued
)

select
    county_id,
    teacher_token,
    school_year,
    school_id,
    arrival_month,
    cast(posting_number as integer) as posting_number,
    min(
        case
            when is_continued and previous_school_id <> school_id
                then previous_arrival_month
        end
    ) over (
        partition by teacher_token, posting_number
        order by school_year
    ) as tenure_from
from numbered
