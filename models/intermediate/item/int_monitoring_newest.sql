-- grain: one row per county, school year of the list, subject and grade: the newest
-- result of the national monitoring
with results as (select * from {{ ref('stg_monitoring_result') }}),

newest as (
    select
        county_id,
        school_year,
        subject,
        grade,
        max(monitoring_year) as monitoring_year
    from results
    group by county_id, school_year, subject, grade
)

select
    results.county_id,
    results.school_year,
    results.subject,
    results.grade,
    results.monitoring_year,
    results.achievement_level,
    results.between_school_percent
from results
inner join newest
    on
        results.county_id = newest.county_id
        and results.school_year = newest.school_year
        and results.subject = newest.subject
        and results.grade = newest.grade
        and results.monitoring_year = newest.monitoring_year
