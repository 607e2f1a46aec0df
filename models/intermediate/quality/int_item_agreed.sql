-- grain: one row per exam, subject and item that at least half of the schools have
-- its question group and full marks are those that more than half of them say
with items as (
    select * from {{ ref('int_item_counted') }}
    where not is_rare
)

select
    county_id,
    exam_id,
    subject,
    item_number,
    max(case when is_group_agreed then question_group end) as question_group,
    max(case when is_full_agreed then full_score end) as full_score
from items
group by county_id, exam_id, subject, item_number
