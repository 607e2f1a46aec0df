-- grain: one row per grade, school and school year, from the submission in force
{{ rows_in_force('curriculum_lesson', 'school_year') }}
