-- grain: one row per school, stage, place of intake and school year
{{ rows_in_force('catchment', 'school_year') }}
