-- means:   two moves of one teacher count in the same year and the same mode
-- matters: the exchange ratio would be too high
-- mend:    the turns in int_move_counted
select
    county_id,
    school_year,
    teacher_token
from {{ ref('fct_teacher_move') }}
group by county_id, school_year, teacher_token
having
    count(case when is_counted_in_force then 1 end) > 1
    or count(case when is_counted_new then 1 end) > 1
