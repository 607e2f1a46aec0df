-- grain: one row per person and school year: where the person belongs, holds the post,
-- and teaches on 1 September
-- who is on a counted exchange belongs at home, holds the post where the personnel
-- relation is, and teaches at the host (standard.md 12.9); who is seconded or off post
-- teaches nowhere
with at_origin as (select * from {{ ref('int_teacher_at_origin') }}),

rostered as (select * from {{ ref('int_teacher_rostered') }}),

hosted as (select * from {{ ref('int_teacher_hosted') }}),

followed as (select * from {{ ref('int_school_followed') }}),

rules as (
    select * from {{ ref('int_staffing_rule_resolved') }}
    where parameter = 'exchanged_at_host' and stage = 'all'
),

joined as (
    select
        person.*,
        -- what the year's roster says of a person, else the newest of the home school
        coalesce(now.school_year, person.listed_school_year) as known_school_year,
        coalesce(now.title, known.title) as known_title,
        coalesce(now.stage, person.stage) as known_stage,
        coalesce(now.subject, person.subject) as known_subject,
        coalesce(now.post_category, person.post_category) as known_post_category,
        coalesce(home.standing_school_id, person.school_id) as home_school_id,
        coalesce(host.standing_school_id, hosted.to_school_id) as host_school_id,
        coalesce(hosted.is_relation_moved, false) as is_relation_moved,
        coalesce(rules.value, 0) = 1 as is_host_counted
    from at_origin as person
    left join rostered as now
        on
            person.teacher_token = now.teacher_token
            and person.school_year = now.school_year
    left join rostered as known
        on
            person.teacher_token = known.teacher_token
            and person.listed_school_year = known.school_year
    left join hosted
        on
            person.county_id = hosted.county_id
            and person.teacher_token = hosted.teacher_token
            and person.school_year = hosted.school_year
    left join followed as home
        on
            person.county_id = home.county_id
            and person.school_id = home.school_id
            and {{ holds_on('home', first_day_of('person.school_year')) }}
    left join followed as host
        on
            hosted.county_id = host.county_id
            and hosted.to_school_id = host.school_id
            and {{ holds_on('host', first_day_of('hosted.school_year')) }}
    left join rules
        on
            person.county_id = rules.county_id
            and person.school_year = rules.school_year
)

select
    county_id,
    school_year,
    teacher_token,
    known_school_year as listed_school_year,
    known_stage as stage,
    known_subject as subject,
    known_post_category as post_category,
    known_title as title,
    staffing,
    post_status,
    home_school_id,
    case when is_relation_moved then host_school_id else home_school_id end
        as post_school_id,
    case
        when host_school_id is not null and is_host_counted then host_school_id
        when post_status = 'in_post' then home_school_id
    end as teaching_school_id,
    host_school_id,
    host_school_id is not null as is_hosted,
    is_host_counted
from joined
