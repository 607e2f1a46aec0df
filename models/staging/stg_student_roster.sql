-- grain: one row per school, pupil and school year, from the submission in force
{{ rows_in_force('student_roster', 'school_year') }}
