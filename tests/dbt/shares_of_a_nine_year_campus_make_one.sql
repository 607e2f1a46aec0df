-- means:   the stages of a nine-year school get together more or less than their campus
-- matters: rooms and equipment would be counted twice, or vanish
-- mend:    seeds/split_weight.csv, or int_campus_stage_split
select
    county_id,
    school_id,
    school_year,
    sum(split_weight) as share_of_campus
from {{ ref('dim_school_stage') }}
where is_split
group by county_id, school_id, school_year
having
    sum(split_weight) > 1 + 1e-9
    or (min(school_type) = '312' and sum(split_weight) < 1 - 1e-9)
