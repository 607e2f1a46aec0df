-- means:   two versions of one sender's form count at the same time
-- matters: everybody in it would be counted twice
-- mend:    the order of versions in stg_submission
select
    form,
    county_id,
    sender_id,
    period,
    count(*) as version_count
from {{ ref('fct_submission') }}
where is_effective
group by form, county_id, sender_id, period
having count(*) > 1
