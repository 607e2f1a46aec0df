-- grain: one row per school that reads its feedback, under the code that it has now
with standings as (select * from {{ ref('rpt_feedback__standing') }}),

questions as (select * from {{ ref('rpt_feedback__question') }}),

grades as (select * from {{ ref('rpt_feedback__grade') }}),

readers as (
    select
        county_id,
        school_id,
        school_name
    from standings
    union
    select
        county_id,
        school_id,
        school_name
    from questions
    union
    select
        county_id,
        school_id,
        school_name
    from grades
)

select
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(school_name as string) as school_name
from readers
