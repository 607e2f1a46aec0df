-- grain: one row per indicator of the standard
select
    cast(indicator_id as string) as indicator_id,
    cast(indicator_group as string) as indicator_group,
    cast(position as integer) as position,
    cast(level as string) as level,
    cast(name_zh as string) as name_zh,
    cast(name_en as string) as name_en,
    cast(unit_zh as string) as unit_zh,
    cast(document as string) as document,
    cast(clause as string) as clause,
    cast(is_uncertain as boolean) as is_uncertain
from {{ ref('indicator') }}
