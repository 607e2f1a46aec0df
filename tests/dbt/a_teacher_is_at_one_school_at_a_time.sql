-- means:   a teacher has two posts whose dates overlap
-- matters: tenure, and with it the right to move, would depend on which one is looked
--          at
-- mend:    the arrival months on the rosters of the two schools
select
    earlier.teacher_token,
    earlier.school_id,
    later.school_id as later_school_id
from {{ ref('fct_teacher_posting') }} as earlier
inner join {{ ref('fct_teacher_posting') }} as later
    on
        earlier.teacher_token = later.teacher_token
        and earlier.valid_from < later.valid_from
where earlier.valid_to is null or earlier.valid_to > later.valid_from
