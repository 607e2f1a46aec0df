-- grain: one row per item, school, document and school year
{{ rows_in_force('evidence', 'school_year') }}
