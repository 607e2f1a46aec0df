-- grain: one row per rule set that thresholds come from
select
    cast(rule_set_id as string) as rule_set_id,
    cast(rule_set_name as string) as rule_set_name,
    cast(region_code as string) as region_code,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    cast(document as string) as document,
    cast(clause as string) as clause,
    cast(is_uncertain as boolean) as is_uncertain
from {{ ref('rule_set') }}
