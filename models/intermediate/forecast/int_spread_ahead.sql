-- grain: one row per assessment cycle, county, stage, indicator R1 to R7, school year
-- ahead and scenario with schools in scope
{{ resource_spread(
    ref('fct_resource_forecast'),
    ['cycle_id', 'county_id', 'stage', 'indicator_id', 'school_year', 'scenario']
) }}
