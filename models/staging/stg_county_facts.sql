-- grain: one row per county and school year, from the submission in force
{{ rows_in_force('county_facts', 'school_year') }}
