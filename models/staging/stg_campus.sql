-- grain: one row per campus, school and school year
{{ rows_in_force('campus', 'school_year') }}
