-- grain: one row per school, exchange year and count mode with backbone teachers whom
-- no counted move of the mode takes away
-- who belongs where on 31 August before the year, with the title of the September after
with listed as (
    select * from {{ ref('int_teacher_at_origin') }}
    where post_category = 'teacher'
),

titles as (
    select * from {{ ref('int_teacher_known') }}
    where is_backbone
),

moves as (
    select * from {{ ref('int_exchange_moved') }}
    where part = 'moved'
),

followed as (select * from {{ ref('int_school_followed') }})

select
    listed.county_id,
    titles.school_year,
    mode.count_mode,
    coalesce(followed.standing_school_id, listed.school_id) as school_id,
    count(*) as backbone_count
from listed
inner join titles
    on
        listed.teacher_token = titles.teacher_token
        and listed.school_year + 1 = titles.school_year
cross join (values ('new'), ('in_force')) as mode (count_mode)
left join moves
    on
        listed.teacher_token = moves.teacher_token
        and titles.school_year = moves.school_year
        and mode.count_mode = moves.count_mode
left join followed
    on
        listed.county_id = followed.county_id
        and listed.school_id = followed.school_id
        and {{ holds_on('followed', first_day_of('titles.school_year')) }}
where moves.teacher_token is null
group by
    listed.county_id,
    titles.school_year,
    mode.count_mode,
    coalesce(followed.standing_school_id, listed.school_id)
