-- grain: one row per county, exam and kind of source of its papers
-- the permissions limit some grades' examinations, most of them when several schools
-- sit them; an approval lifts the limit
with papers as (select * from {{ ref('stg_exam') }}),

permissions as (select * from {{ ref('exam_permission') }}),

exams as (
    select
        county_id,
        exam_id,
        source_type,
        min(grade) as grade,
        min(exam_date) as exam_date,
        max(trim(coalesce(approval_reference, ''))) <> '' as is_approved
    from papers
    group by county_id, exam_id, source_type
),

-- who has the items of a paper, or grades in it, has sat it, scores or not
sitting as (
    {% for told in ['int_score_listed', 'stg_item_score', 'stg_graded_result'] -%}
        select
            county_id,
            exam_id,
            school_id
        from {{ ref(told) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

seated as (
    select
        county_id,
        exam_id,
        min(school_id) <> max(school_id) as is_cross_school
    from sitting
    group by county_id, exam_id
),

placed as (
    select
        exams.*,
        coalesce(seated.is_cross_school, false) as is_cross_school
    from exams
    left join seated
        on exams.county_id = seated.county_id and exams.exam_id = seated.exam_id
),

ordered as (
    select
        *,
        row_number() over (
            partition by
                county_id,
                source_type,
                grade,
                is_cross_school,
                {{ school_year_of('exam_date') }}
            order by exam_date, exam_id
        ) as turn_in_year
    from placed
),

limited as (
    select
        ordered.*,
        permissions.permission_id,
        permissions.clause,
        permissions.most_exam_count < ordered.turn_in_year as is_beyond,
        row_number() over (
            partition by ordered.county_id, ordered.exam_id, ordered.source_type
            order by
                {{ region_depth('permissions.region_code') }} desc,
                permissions.valid_from desc,
                permissions.permission_id asc
        ) as preference
    from ordered
    left join permissions
        on
            ordered.source_type = permissions.source_type
            and ordered.grade between permissions.least_grade and permissions.most_grade
            and {{ region_covers('permissions.region_code', 'ordered.county_id') }}
            and {{ holds_on('permissions', 'ordered.exam_date') }}
            and (ordered.is_cross_school or not permissions.is_cross_school)
)

select
    county_id,
    exam_id,
    source_type,
    is_cross_school,
    turn_in_year,
    permission_id,
    clause,
    case
        when source_type = 'historical_regional' then 'historical'
        when not coalesce(is_beyond, false) then 'lawful'
        when is_approved then 'approved'
        else 'forbidden'
    end as legal_status
from limited
where preference = 1
