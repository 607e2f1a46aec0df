-- grain: one row per code of a school that a change names, and span: under which code
-- the school stands then
-- what was split or closed stands for itself to the last
with recursive renamed as (select * from {{ ref('int_school_renamed') }}),

ended_schools as (select * from {{ ref('int_school_ended') }}),

stood as (
    select
        county_id,
        first_school_id,
        first_school_id as standing_school_id,
        -- before any register
        make_date(1900, 1, 1) as valid_from,
        1 as step
    from renamed
    where school_id = first_school_id
    union all
    select
        stood.county_id,
        stood.first_school_id,
        ended.successor_school_id as standing_school_id,
        ended.ended_month as valid_from,
        stood.step + 1 as step
    from stood
    inner join ended_schools as ended
        on
            stood.county_id = ended.county_id
            and stood.standing_school_id = ended.school_id
            and stood.valid_from <= ended.ended_month
    -- a register may by mistake lead in a circle
    where ended.successor_school_id is not null and stood.step < 9
),

spans as (
    select
        *,
        lead(valid_from) over (
            partition by county_id, first_school_id
            order by step
        ) as valid_to
    from stood
)

select
    renamed.county_id,
    renamed.school_id,
    spans.standing_school_id,
    spans.valid_from,
    spans.valid_to
from renamed
inner join spans
    on
        renamed.county_id = spans.county_id
        and renamed.first_school_id = spans.first_school_id
where spans.valid_to is null or spans.valid_from < spans.valid_to
