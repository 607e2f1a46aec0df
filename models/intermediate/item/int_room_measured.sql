-- grain: one row per school, school year and kind of room: rooms, those large enough
-- a room of one stage has that stage's limit; nobody of the senior part learns in it
with rooms as (select * from {{ ref('stg_room') }}),

rules as (select * from {{ ref('int_school_rule_resolved') }}),

ruled as (select * from {{ ref('int_room_rule_resolved') }}),

kinded as (
    select
        *,
        case room_kind
            when 'music' then 'G3-music'
            when 'fine_art' then 'G3-fine-art'
        end as indicator_id
    from rooms
    where coalesce(stage, '') <> 'senior'
)

select
    rooms.county_id,
    cast(rooms.school_year as integer) as school_year,
    rooms.sender_id as school_id,
    rooms.indicator_id,
    count(*) as room_count,
    count(
        case
            when rooms.area_m2 >= coalesce(own.limit_value, ruled.limit_value) then 1
        end
    ) as large_count
from kinded as rooms
inner join ruled
    on
        rooms.county_id = ruled.county_id
        and rooms.school_year = ruled.school_year
        and rooms.sender_id = ruled.school_id
        and rooms.indicator_id = ruled.indicator_id
left join rules as own
    on
        rooms.county_id = own.county_id
        and rooms.school_year = own.school_year
        and rooms.sender_id = own.school_id
        and rooms.indicator_id = own.indicator_id
        and rooms.stage = own.stage
group by rooms.county_id, rooms.school_year, rooms.sender_id, rooms.indicator_id
