-- grain: one row per cohort and school year, from the submission in force
{{ rows_in_force('birth', 'school_year') }}
