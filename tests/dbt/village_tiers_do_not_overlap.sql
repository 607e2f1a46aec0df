-- means:   a distance and a class of hardship have two tiers of one region on one day
-- matters: nobody can tell what is due there; the schools would have no tier
-- mend:    seeds/village_allowance_tier.csv
select
    one.tier_id,
    other.tier_id as other_tier_id
from {{ ref('village_allowance_tier') }} as one
inner join {{ ref('village_allowance_tier') }} as other
    on
        one.tier_id < other.tier_id
        and one.region_code = other.region_code
        and coalesce(one.hardship_class, other.hardship_class, '')
        = coalesce(other.hardship_class, one.hardship_class, '')
        and one.distance_km_from < coalesce(other.distance_km_to, 9999)
        and other.distance_km_from < coalesce(one.distance_km_to, 9999)
        and one.valid_from < coalesce(other.valid_to, make_date(9999, 1, 1))
        and other.valid_from < coalesce(one.valid_to, make_date(9999, 1, 1))
