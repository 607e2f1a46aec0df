-- grain: one row per exam, subject, school and item that belongs to a question group,
-- sent by the school or not
with items as (select * from {{ ref('int_item_counted') }}),

agreed as (
    select * from {{ ref('int_item_agreed') }}
    where question_group is not null
),

schools as (
    -- distinct: a school has a row for every item
    select distinct
        county_id,
        exam_id,
        subject,
        school_id
    from items
),

faulted as (
    -- distinct: a row may have several faults
    select distinct
        county_id,
        exam_id,
        subject,
        school_id,
        item_number
    from {{ ref('int_item_faulted') }}
)

select
    schools.county_id,
    schools.exam_id,
    schools.subject,
    schools.school_id,
    agreed.question_group,
    agreed.item_number,
    agreed.full_score,
    items.pupil_count,
    items.score_sum,
    items.item_number is null as is_lacking,
    faulted.item_number is not null as is_faulted
from schools
inner join agreed
    on {{ same_paper('schools', 'agreed') }}
left join items
    on
        {{ same_paper('schools', 'items') }}
        and schools.school_id = items.school_id
        and agreed.item_number = items.item_number
left join faulted
    on
        {{ same_paper('schools', 'faulted') }}
        and schools.school_id = faulted.school_id
        and agreed.item_number = faulted.item_number
