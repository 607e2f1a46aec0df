-- means:   more staff in post, with a title, come or gone than there are people
-- matters: a share above one, or a school that loses more teachers than it had
-- mend:    the counts of int_post_held, int_school_taught and int_turnover_counted
select *
from {{ ref('fct_school_staffing') }}
where
    staffed_in_post_count > staffed_count
    or staffed_count + contract_teacher_count > staff_count
    or senior_title_count + middle_title_count > teacher_count
    or hosted_teacher_count > teacher_count
    or primary_teacher_count + junior_teacher_count > teacher_count
    or joined_from_school_count > joined_count
    or left_to_school_count + left_retired_count > left_count
    or left_count > previous_teacher_count
    or structural_shortage_count > subject_shortage_count
