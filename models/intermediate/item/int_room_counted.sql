-- grain: one row per school in the scope of G3, school year and kind of room
-- rooms that are large enough one by one, and how many the classes of both compulsory
-- stages need (standard.md 12.7)
with scoped as (
    select * from {{ ref('int_school_scoped') }}
    where scope_id = 'G3'
),

ruled as (
    select * from {{ ref('int_room_rule_resolved') }}
    where indicator_id <> 'G3'
),

classes_per_room as (
    select * from {{ ref('int_room_rule_resolved') }}
    where indicator_id = 'G3'
),

large_rooms as (select * from {{ ref('int_room_measured') }}),

bucketed as (select * from {{ ref('int_room_bucketed') }}),

classes as (select * from {{ ref('fct_class') }}),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'room_need_rounding'
),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective
),

class_counts as (
    select
        county_id,
        school_year,
        school_id,
        count(case when stage in ('primary', 'junior') then 1 end) as class_count
    from classes
    group by county_id, school_year, school_id
)

select
    scoped.county_id,
    scoped.school_year,
    scoped.school_id,
    area.indicator_id,
    scoped.is_in_scope,
    scoped.scope_reason,
    area.threshold_id,
    class_counts.class_count,
    cast(
        case
            when class_counts.class_count = 0 then 0
            -- nothing, where no classes are known
            when class_counts.class_count > 0 and choices.value = 'down'
                then greatest(1, floor(class_counts.class_count / per_room.least_limit))
            else ceil(class_counts.class_count / per_room.least_limit)
        end as integer
    ) as need_count,
    case
        when room_form.sender_id is not null then coalesce(large.large_count, 0)
        -- the national entry form, where its sizes tell
        when bucketed.least_count = bucketed.most_count then bucketed.least_count
    end as large_count,
    coalesce(room_form.rows_rejected, 0) > 0 as is_room_rejected,
    coalesce(class_form.rows_rejected, 0) > 0 as is_class_rejected
from scoped
inner join ruled as area
    on
        scoped.county_id = area.county_id
        and scoped.school_year = area.school_year
        and scoped.school_id = area.school_id
inner join classes_per_room as per_room
    on
        scoped.county_id = per_room.county_id
        and scoped.school_year = per_room.school_year
        and scoped.school_id = per_room.school_id
left join choices
    on scoped.county_id = choices.county_id and scoped.school_year = choices.school_year
left join class_counts
    on
        scoped.county_id = class_counts.county_id
        and scoped.school_year = class_counts.school_year
        and scoped.school_id = class_counts.school_id
left join large_rooms as large
    on
        scoped.county_id = large.county_id
        and scoped.school_year = large.school_year
        and scoped.school_id = large.school_id
        and area.indicator_id = large.indicator_id
left join bucketed
    on
        scoped.county_id = bucketed.county_id
        and scoped.school_year = bucketed.school_year
        and scoped.school_id = bucketed.school_id
        and area.indicator_id = bucketed.indicator_id
left join received as room_form
    on
        room_form.form = 'room'
        and scoped.county_id = room_form.county_id
        and scoped.school_id = room_form.sender_id
        and cast(scoped.school_year as string) = room_form.period
left join received as class_form
    on
        class_form.form = 'class_roster'
        and scoped.county_id = class_form.county_id
        and scoped.school_id = class_form.sender_id
        and cast(scoped.school_year as string) = class_form.period
