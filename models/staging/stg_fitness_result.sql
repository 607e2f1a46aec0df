-- grain: one row per grade, school and school year, from the submission in force
{{ rows_in_force('fitness_result', 'school_year') }}
