-- grain: one row per assessment cycle, group, stage and indicator with members in scope
{{ resource_spread(
    ref('int_group_resource'),
    ['cycle_id', 'county_id', 'group_id', 'stage', 'indicator_id']
) }}
