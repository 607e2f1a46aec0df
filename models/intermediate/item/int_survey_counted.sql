-- grain: one row per assessment cycle, county and way of asking: the newest survey
-- before the application was due, and the parents in it (form Ⅵ)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

cycles as (select * from {{ ref('assessment_cycle') }}),

surveys as (select * from {{ ref('stg_survey') }}),

timely as (
    select
        cycle.county_id,
        cycle.cycle_id,
        surveys.survey_method,
        surveys.survey_month,
        surveys.respondent_group,
        surveys.sent_count,
        surveys.valid_count,
        surveys.satisfied_count,
        max(surveys.survey_month) over (
            partition by cycle.county_id, cycle.cycle_id, surveys.survey_method
        ) as newest_month
    from county_cycles as cycle
    inner join cycles
        on cycle.cycle_id = cycles.cycle_id
    inner join surveys
        on
            cycle.county_id = surveys.county_id
            and cycle.statistics_school_year = surveys.school_year
            and cycles.application_due >= surveys.survey_month
)

select
    county_id,
    cycle_id,
    survey_method,
    survey_month,
    -- of one group that does not say how many were asked nobody knows the whole
    case when count(*) = count(sent_count) then sum(sent_count) end as sent_count,
    sum(valid_count) as valid_count,
    sum(satisfied_count) as satisfied_count,
    sum(case when respondent_group = 'parent' then sent_count end) as parent_sent_count,
    sum(case when respondent_group = 'parent' then valid_count end)
        as parent_valid_count,
    sum(case when respondent_group = 'parent' then satisfied_count end)
        as parent_satisfied_count
from timely
where survey_month = newest_month
group by county_id, cycle_id, survey_method, survey_month
