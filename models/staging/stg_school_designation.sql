-- grain: one row per designated school and school year, from the submission in force
{{ rows_in_force('school_designation', 'school_year') }}
