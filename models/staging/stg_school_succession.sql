-- grain: one row per change of a school in the register of a school year, from the
-- submission in force
{{ rows_in_force('school_succession', 'school_year') }}
