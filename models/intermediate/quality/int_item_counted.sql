-- grain: one row per exam, subject, school and item of a paper that was sent
-- what most schools say of an item holds; who says otherwise, or sends an item that
-- few have, is known by these counts
{% set item = 'county_id, exam_id, subject, item_number' %}
with items as (select * from {{ ref('stg_item_score') }}),

papers as (
    select
        county_id,
        exam_id,
        subject,
        count(distinct school_id) as paper_school_count
    from items
    group by county_id, exam_id, subject
),

takers as (
    select
        county_id,
        exam_id,
        subject,
        school_id,
        count(*) as taker_count
    from {{ ref('int_score_listed') }}
    where status = 'taken'
    group by county_id, exam_id, subject, school_id
),

-- rows of a score sheet that were sent back are takers that nobody can count
whole_sheets as (
    select * from {{ ref('int_paper_checked') }}
    where sent_back_count = 0
),

counted as (
    select
        *,
        count(*) over (partition by {{ item }}) as item_school_count,
        count(*) over (partition by {{ item }}, full_score) as same_full_count,
        count(*) over (partition by {{ item }}, question_group) as same_group_count
    from items
)

select
    counted.*,
    2 * counted.item_school_count < papers.paper_school_count as is_rare,
    2 * counted.same_full_count > counted.item_school_count as is_full_agreed,
    2 * counted.same_group_count > counted.item_school_count as is_group_agreed,
    case when whole_sheets.subject is not null then takers.taker_count end
        as taker_count
from counted
inner join papers
    on {{ same_paper('counted', 'papers') }}
left join whole_sheets
    on {{ same_paper('counted', 'whole_sheets') }}
left join takers
    on
        {{ same_paper('counted', 'takers') }}
        and counted.school_id = takers.school_id
