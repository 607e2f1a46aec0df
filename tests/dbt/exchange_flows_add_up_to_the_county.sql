-- means:   the directions of a kind do not add up to the county's exchanged teachers
-- matters: a direction would be told too large or too small
-- mend:    int_exchange_flow_counted, and seeds/exchange_direction.csv: is a direction
--          of fct_teacher_move missing there?
with flows as (
    select
        county_id,
        school_year,
        count_mode,
        direction_kind,
        sum(exchanged_count) as exchanged_count
    from {{ ref('int_exchange_flow_counted') }}
    group by county_id, school_year, count_mode, direction_kind
)

select
    flows.county_id,
    flows.school_year,
    flows.count_mode,
    flows.direction_kind
from flows
inner join {{ ref('fct_teacher_exchange') }} as county
    on
        county.entity_type = 'county'
        and flows.county_id = county.county_id
        and flows.school_year = county.school_year
        and flows.count_mode = county.count_mode
where flows.exchanged_count <> county.exchanged_count
