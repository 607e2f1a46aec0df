-- grain: one row per school and school year whose campuses add up to its own form
-- figure by figure, exactly; else the school is split as a whole
with stated as (select * from {{ ref('int_campus_stated') }}),

pupils as (select * from {{ ref('int_campus_pupil_counted') }}),

figures as (select * from {{ ref('int_campus_figure_counted') }}),

campuses as (select * from {{ ref('stg_campus') }}),

own as (
    select
        county_id,
        school_year,
        school_id,
        stage || '_pupil_count' as field,
        cast(pupil_count as decimal(18, 2)) as amount
    from pupils
    union all
    select
        county_id,
        school_year,
        school_id,
        field,
        amount
    from figures
),

totals as (
    select
        county_id,
        school_year,
        school_id,
        field,
        -- of what one campus leaves blank nothing is known
        case when count(amount) = count(*) then sum(amount) end as amount
    from stated
    group by county_id, school_year, school_id, field
),

compared as (
    select
        totals.county_id,
        totals.school_year,
        totals.school_id,
        case
            -- a stage that the school does not have
            when own.field is null then coalesce(totals.amount, 0)
            else coalesce(totals.amount, -1) - coalesce(own.amount, -1)
        end as difference
    from totals
    left join own
        on
            totals.county_id = own.county_id
            and totals.school_year = own.school_year
            and totals.school_id = own.school_id
            and totals.field = own.field
),

equal_in_all as (
    select
        county_id,
        school_year,
        school_id
    from compared
    group by county_id, school_year, school_id
    having max(abs(difference)) = 0
)

select
    campus.county_id,
    equal_in_all.school_year,
    campus.sender_id as school_id
from campuses as campus
inner join equal_in_all
    on
        campus.county_id = equal_in_all.county_id
        and campus.school_year = equal_in_all.school_year
        and campus.sender_id = equal_in_all.school_id
group by campus.county_id, equal_in_all.school_year, campus.sender_id
having
    -- a campus without pupils cannot be split, and one of them is the school's own
    min(
        campus.primary_pupil_count + campus.junior_pupil_count
        + campus.senior_pupil_count
    ) > 0
    and count(case when campus.is_main then 1 end) = 1
