-- grain: one row per person on a counted exchange on the statistics date, assessment
-- cycle and indicator R1 or R2 that counts the person, from one school stage in scope
-- to another
-- figures count a person in whose roster the person stands, as schools count
-- themselves; who stands on none counts where the rule has those on exchange
with cycles as (select * from {{ ref('int_county_cycle') }}),

placed as (
    select * from {{ ref('int_teacher_placed') }}
    where is_hosted and post_category = 'teacher'
),

rostered as (select * from {{ ref('int_teacher_rostered') }}),

titles as (select * from {{ ref('int_teacher_known') }}),

parts as (
    select * from {{ ref('indicator_part') }}
    where indicator_id in ('R1', 'R2')
),

members as (select * from {{ ref('int_school_member_counted') }}),

scoped as (
    select * from {{ ref('dim_school_stage') }}
    where is_in_scope
),

campuses as (
    select
        scoped.county_id,
        scoped.school_year,
        scoped.school_id,
        scoped.stage,
        members.member_school_id
    from scoped
    inner join members
        on
            scoped.county_id = members.county_id
            and scoped.school_year = members.school_year
            and scoped.school_id = members.school_id
            and scoped.stage = members.stage
),

joined as (
    select
        cycle.cycle_id,
        placed.county_id,
        placed.teacher_token,
        placed.stage,
        parts.indicator_id,
        home.school_id as home_school_id,
        host.school_id as host_school_id,
        case
            when now.teacher_token is null and placed.is_host_counted then 'host'
            when now.teacher_token is null or listed.school_id = home.school_id
                then 'home'
            when listed.school_id = host.school_id then 'host'
        end as counted_at
    from placed
    inner join cycles as cycle
        on
            placed.county_id = cycle.county_id
            and placed.school_year = cycle.statistics_school_year
    inner join campuses as home
        on
            placed.county_id = home.county_id
            and placed.school_year = home.school_year
            and placed.home_school_id = home.member_school_id
            and placed.stage = home.stage
    inner join campuses as host
        on
            placed.county_id = host.county_id
            and placed.school_year = host.school_year
            and placed.host_school_id = host.member_school_id
            and placed.stage = host.stage
            and home.school_id <> host.school_id
    left join rostered as now
        on
            placed.teacher_token = now.teacher_token
            and placed.school_year = now.school_year
    left join campuses as listed
        on
            now.county_id = listed.county_id
            and now.school_year = listed.school_year
            and now.school_id = listed.member_school_id
            and now.stage = listed.stage
    left join rostered as known
        on
            placed.teacher_token = known.teacher_token
            and placed.listed_school_year = known.school_year
    left join titles
        on
            placed.teacher_token = titles.teacher_token
            and placed.school_year = titles.school_year
    inner join parts
        on
            placed.stage = parts.stage
            and (
                parts.field = known.education || '_teacher_count_' || placed.stage
                or titles.is_backbone
                and parts.field = 'backbone_teacher_count_' || placed.stage
            )
)

select * from joined
where counted_at is not null
