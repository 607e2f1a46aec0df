-- grain: one row per county, exchange year and count mode with a known ratio
select
    cast(county_id as string) as county_id,
    cast(school_year as integer) as school_year,
    cast(count_mode as string) as count_mode,
    cast(school_year_name as string) as school_year_name,
    cast(count_mode_name as string) as count_mode_name,
    cast(exchange_ratio as double) as exchange_ratio,
    cast(exchange_limit as double) as exchange_limit,
    cast(exchange_verdict as string) as exchange_verdict,
    cast(backbone_ratio as double) as backbone_ratio,
    cast(backbone_limit as double) as backbone_limit,
    cast(backbone_verdict as string) as backbone_verdict
from {{ ref('rpt_balance__exchange') }}
where entity_type = 'county' and exchange_ratio is not null
