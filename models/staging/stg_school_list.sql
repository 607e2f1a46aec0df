-- grain: one row per school of the county's list and school year, from the submission
-- in force
{{ rows_in_force('school_list', 'school_year') }}
