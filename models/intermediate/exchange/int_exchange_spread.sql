-- grain: one row per assessment cycle, county, stage, indicator R1 or R2 and
-- arrangement
{{ resource_spread(
    ref('int_exchange_arranged'),
    ['cycle_id', 'county_id', 'stage', 'indicator_id', 'arrangement']
) }}
