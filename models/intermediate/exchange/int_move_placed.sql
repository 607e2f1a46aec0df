-- grain: one row per move in the ledger of a school year, with its direction
-- the ledger's schools stand where the list of its year has them, or what they have
-- become by then
with moves as (select * from {{ ref('int_move_counted') }}),

followed as (select * from {{ ref('int_school_followed') }}),

schools as (select * from {{ ref('dim_school') }}),

standing as ({{ with_standing_ends('moves', 'followed') }})

select
    standing.*,
    origin.urban_rural || '_to_' || target.urban_rural as direction,
    case
        when origin.urban_rural <> 'village' and target.urban_rural = 'village'
            then 'town_to_village'
        when origin.urban_rural = 'village' and target.urban_rural <> 'village'
            then 'village_to_town'
        when origin.urban_rural is not null and target.urban_rural is not null
            then 'level'
    end as flow
from standing
left join schools as origin
    on
        standing.county_id = origin.county_id
        and standing.origin_school_id = origin.school_id
        and standing.school_year = origin.school_year
left join schools as target
    on
        standing.county_id = target.county_id
        and standing.target_school_id = target.school_id
        and standing.school_year = target.school_year
