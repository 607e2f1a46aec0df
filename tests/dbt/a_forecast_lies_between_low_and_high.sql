-- means:   the middle of a forecast of pupils is below its low or above its high
-- matters: the county would be shown a range that does not hold its own middle
-- mend:    int_grade_progressed: a pooled ratio lies between the smallest and the
--          largest of its pairs, and shares are the same in all three
with forecasts as (select * from {{ ref('fct_pupil_forecast') }})

select
    low.cycle_id,
    low.entity_id,
    low.stage,
    low.school_year,
    low.pupil_count as low_pupil_count,
    middle.pupil_count as middle_pupil_count,
    high.pupil_count as high_pupil_count
from forecasts as low
inner join forecasts as middle
    on
        low.cycle_id = middle.cycle_id
        and low.entity_type = middle.entity_type
        and low.entity_id = middle.entity_id
        and low.stage = middle.stage
        and low.school_year = middle.school_year
        and middle.scenario = 'middle'
inner join forecasts as high
    on
        low.cycle_id = high.cycle_id
        and low.entity_type = high.entity_type
        and low.entity_id = high.entity_id
        and low.stage = high.stage
        and low.school_year = high.school_year
        and high.scenario = 'high'
where
    low.scenario = 'low'
    and (
        low.pupil_count > middle.pupil_count + 0.000001
        or middle.pupil_count > high.pupil_count + 0.000001
    )
