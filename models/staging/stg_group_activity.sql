-- grain: one row per group, school, kind and day of an activity and school year, from
-- the submission in force
{{ rows_in_force('group_activity', 'school_year') }}
