-- grain: one row per school and school year, from the submission in force
{{ rows_in_force('school_profile', 'school_year') }}
