-- grain: one row per group, school and joining month in the register of a school year,
-- from the submission in force
{{ rows_in_force('school_group', 'school_year') }}
