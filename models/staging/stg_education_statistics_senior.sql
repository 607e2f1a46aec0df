-- grain: one row per school or campus and school year, from the submission in force
{{ rows_in_force('education_statistics_senior', 'school_year') }}
