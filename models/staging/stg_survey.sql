-- grain: one row per survey, method, group of those asked and school year
{{ rows_in_force('survey', 'school_year') }}
