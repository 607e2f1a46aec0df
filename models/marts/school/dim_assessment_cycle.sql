-- grain: one row per assessment cycle
select
    cast(cycle_id as string) as cycle_id,
    cast(cycle_name as string) as cycle_name,
    cast(statistics_school_year as integer) as statistics_school_year,
    cast(statistics_date as date) as statistics_date,
    cast(finance_year as integer) as finance_year,
    cast(exchange_school_year as integer) as exchange_school_year,
    cast(cohort_entry_year as integer) as cohort_entry_year,
    cast(application_due as date) as application_due
from {{ ref('assessment_cycle') }}
