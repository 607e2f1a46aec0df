-- grain: one row per stage, placement, school and school year
{{ rows_in_force('special_education', 'school_year') }}
