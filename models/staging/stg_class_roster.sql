-- grain: one row per class and school year, from the submission in force
{{ rows_in_force('class_roster', 'school_year') }}
