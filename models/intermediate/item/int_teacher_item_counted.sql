-- grain: one row per county, school year and item that counts teachers: G9, G12
with teachers as (
    select
        county_id,
        school_year,
        'G9' as indicator_id,
        is_done,
        false as is_open
    from {{ ref('int_training_counted') }}
    union all
    select
        county_id,
        school_year,
        'G12' as indicator_id,
        is_done,
        is_open
    from {{ ref('int_certificate_counted') }}
)

select
    county_id,
    school_year,
    indicator_id,
    count(*) as teacher_count,
    count(case when is_done then 1 end) as done_count,
    count(case when is_open then 1 end) as open_count
from teachers
group by county_id, school_year, indicator_id
