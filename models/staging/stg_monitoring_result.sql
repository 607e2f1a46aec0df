-- grain: one row per monitored year, grade, subject and school year of the list
{{ rows_in_force('monitoring_result', 'school_year') }}
