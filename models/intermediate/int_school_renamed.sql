-- grain: one row per code of a school that a change names: the code that the school had
-- first
-- a rename leaves a school what it was; what takes in several, or stood on a list
-- before, took them over instead
with recursive changes as (select * from {{ ref('bridge_school_succession') }}),

ended_schools as (select * from {{ ref('int_school_ended') }}),

lists as (select * from {{ ref('stg_school_list') }}),

listed as (
    select
        county_id,
        school_id,
        {{ first_day_of('min(school_year)') }} as listed_from
    from lists
    group by county_id, school_id
),

counted as (
    select
        ended.county_id,
        ended.school_id,
        ended.successor_school_id,
        listed.listed_from < ended.ended_month as is_older,
        count(*) over (
            partition by ended.county_id, ended.successor_school_id
        ) as former_count
    from ended_schools as ended
    left join listed
        on
            ended.county_id = listed.county_id
            and ended.successor_school_id = listed.school_id
    where ended.change_kind = 'rename' and ended.successor_school_id is not null
),

renames as (
    select * from counted
    where former_count = 1 and not coalesce(is_older, false)
),

codes as (
    {% for side in ['from', 'to'] -%}
        select
            county_id,
            {{ side }}_school_id as school_id
        from changes
        where {{ side }}_school_id is not null
        {% if not loop.last %}union distinct{% endif %}
    {% endfor %}
),

named as (
    select
        codes.county_id,
        codes.school_id,
        codes.school_id as first_school_id
    from codes
    left join renames
        on
            codes.county_id = renames.county_id
            and codes.school_id = renames.successor_school_id
    where renames.school_id is null
    union all
    select
        named.county_id,
        renames.successor_school_id as school_id,
        named.first_school_id
    from named
    inner join renames
        on
            named.county_id = renames.county_id
            and named.school_id = renames.school_id
)

select
    county_id,
    school_id,
    first_school_id
from named
