-- grain: one row per county, finance year and school that counts for salary parity
-- the tiers of the nearest region hold whole; a school that is not on the county's
-- form, or for which they say nothing or two things, has none
with places as (
    select * from {{ ref('int_pay_school_placed') }}
    where scope_reason = 'counted'
),

given as (select * from {{ ref('stg_village_allowance_school') }}),

tiers as (select * from {{ ref('village_allowance_tier') }}),

applicable as (
    select
        place.county_id,
        place.finance_year,
        place.school_id,
        tier.*,
        max({{ region_depth('tier.region_code') }}) over (
            partition by place.county_id, place.finance_year, place.school_id
        ) as nearest_depth
    from places as place
    inner join tiers as tier
        on
            {{ region_covers('tier.region_code', 'place.county_id') }}
            and {{ holds_on('tier', "make_date(place.finance_year, 1, 1)") }}
),

matched as (
    select
        tier.county_id,
        tier.finance_year,
        tier.school_id,
        count(*) as tier_count,
        min(tier.tier) as tier,
        min(tier.amount_month_yuan) as amount_month_yuan
    from applicable as tier
    inner join given
        on
            tier.county_id = given.county_id
            and tier.finance_year = given.finance_year
            and tier.school_id = given.school_id
            and tier.distance_km_from <= given.distance_km
            and coalesce(tier.distance_km_to, 9999) > given.distance_km
            and coalesce(tier.hardship_class, given.hardship_class)
            = given.hardship_class
    where {{ region_depth('tier.region_code') }} = tier.nearest_depth
    group by tier.county_id, tier.finance_year, tier.school_id
)

select
    place.county_id,
    place.finance_year,
    place.school_id,
    place.school_name,
    place.school_type,
    place.ownership,
    place.urban_rural,
    given.distance_km,
    given.hardship_class,
    given.school_id is not null as is_given,
    case when matched.tier_count = 1 then matched.tier end as tier,
    case when matched.tier_count = 1 then matched.amount_month_yuan end
        as amount_month_yuan
from places as place
left join given
    on
        place.county_id = given.county_id
        and place.finance_year = given.finance_year
        and place.school_id = given.school_id
left join matched
    on
        place.county_id = matched.county_id
        and place.finance_year = matched.finance_year
        and place.school_id = matched.school_id
