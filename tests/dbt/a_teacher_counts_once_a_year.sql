-- means:   two moves of one teacher count in the same year
-- matters: the exchange ratio would be too high
-- mend:    the order of moves in fct_teacher_move
select
    county_id,
    school_year,
    teacher_token,
    count(*) as counted_count
from {{ ref('fct_teacher_move') }}
where is_counted_in_force
group by county_id, school_year, teacher_token
having count(*) > 1
