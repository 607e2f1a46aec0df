-- means:   a county's cycle has more or fewer than seven coefficients for two stages
-- matters: each of the fourteen must pass; a lost one would pass unseen
-- mend:    seeds/threshold.csv: a CV limit per indicator and stage
select
    cycle.county_id,
    cycle.cycle_id,
    count(balance.indicator_id) as coefficient_count
from {{ ref('int_county_cycle') }} as cycle
left join {{ ref('fct_resource_balance') }} as balance
    on
        cycle.county_id = balance.county_id
        and cycle.cycle_id = balance.cycle_id
group by cycle.county_id, cycle.cycle_id
having count(balance.indicator_id) <> 14
