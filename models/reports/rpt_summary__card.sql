-- grain: one row per county, indicator and stage shown as a card; coefficients are
-- charted
select
    cast(county_id as string) as county_id,
    cast(county_name as string) as county_name,
    cast(cycle_name as string) as cycle_name,
    cast(indicator_id as string) as indicator_id,
    cast(stage as string) as stage,
    cast(position as integer) as position,
    cast(short_item as string) as item,
    cast(value as double) as value,
    cast(limit_value as double) as limit_value,
    cast(print_format as string) as print_format,
    cast(comparison as string) as comparison,
    cast(verdict as string) as verdict,
    cast(rule_text as string) as rule_text,
    cast(
        note || case when note <> '' then '；' else '' end || rule_text as string
    ) as note
from {{ ref('rpt_balance__overview') }}
where indicator_id not like 'CV-%'
