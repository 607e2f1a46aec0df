-- means:   more backbone teachers, leaders or eligible ones were exchanged than
--          teachers
-- matters: a ratio above one would pass every limit
-- mend:    the counts of int_exchange_entity_counted
select *
from {{ ref('fct_teacher_exchange') }}
where
    backbone_exchanged_count > exchanged_count
    or leader_exchanged_count > exchanged_count
    or exchanged_eligible_count > exchanged_count
    or exchanged_eligible_count > eligible_count
    or town_to_village_count + village_to_town_count > exchanged_count
