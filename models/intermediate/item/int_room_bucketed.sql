-- grain: one row per school, school year and kind of room that the national entry form
-- counts by size: how many are large enough, at least and at most
-- its buckets begin at 61 square metres: what is smaller stands in the total alone, and
-- may be large enough for a small village school
with profiles as (select * from {{ ref('stg_school_profile') }}),

buckets as (select * from {{ ref('room_bucket') }}),

ruled as (select * from {{ ref('int_room_rule_resolved') }}),

counted as (
    select
        profiles.county_id,
        cast(profiles.school_year as integer) as school_year,
        profiles.school_id,
        buckets.indicator_id,
        ruled.limit_value,
        ruled.least_limit,
        buckets.least_area,
        buckets.below_area,
        {{ value_of_field('buckets.field', 'profiles', room_buckets(), 'integer') }}
            as room_count
    from profiles
    cross join buckets
    inner join ruled
        on
            profiles.county_id = ruled.county_id
            and profiles.school_year = ruled.school_year
            and profiles.school_id = ruled.school_id
            and buckets.indicator_id = ruled.indicator_id
),

summed as (
    select
        county_id,
        school_year,
        school_id,
        indicator_id,
        sum(case when least_area >= limit_value then room_count else 0 end)
            as least_count,
        sum(
            case
                when least_area is null then 0
                when below_area is null or below_area > least_limit then room_count
                else 0
            end
        ) as sized_count,
        -- the rooms of no bucket, where the limit is below the smallest
        case
            when min(least_area) > max(least_limit)
                then
                    sum(
                        case
                            when least_area is null then room_count
                            else -room_count
                        end
                    )
            else 0
        end as small_count
    from counted
    group by county_id, school_year, school_id, indicator_id
    having count(*) = count(room_count)
)

select
    county_id,
    school_year,
    school_id,
    indicator_id,
    cast(least_count as integer) as least_count,
    cast(sized_count + small_count as integer) as most_count
from summed
