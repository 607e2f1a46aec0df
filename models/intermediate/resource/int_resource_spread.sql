-- grain: one row per assessment cycle, county, stage and indicator with schools in
-- scope
{{ resource_spread(
    ref('fct_school_resource'), ['cycle_id', 'county_id', 'stage', 'indicator_id'],
    has_disputes=true
) }}
