-- grain: one row per school, person and school year, from the submission in force
{{ rows_in_force('teacher_roster', 'school_year') }}
