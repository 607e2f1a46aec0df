-- grain: one row per person, school year and pair of schools that a move of a ledger of
-- the year or an earlier one leads between, as schools stand and are staffed on 1
-- September; both ways, because who has been away comes back
with ledger_rows as (select * from {{ ref('stg_teacher_exchange') }}),

followed as (select * from {{ ref('int_school_followed') }}),

campuses as (select * from {{ ref('int_campus_staffed') }}),

county_years as (
    select
        county_id,
        school_year
    from {{ ref('dim_county') }}
),

-- a ledger links in its year and in every later one
told as (
    select
        ledger.county_id,
        years.school_year,
        ledger.teacher_token,
        ledger.from_school_id,
        ledger.to_school_id
    from ledger_rows as ledger
    inner join county_years as years
        on
            ledger.county_id = years.county_id
            and ledger.school_year <= years.school_year
),

standing as ({{ with_standing_ends('told', 'followed') }}),

staffed as (
    select
        standing.county_id,
        standing.school_year,
        standing.teacher_token,
        coalesce(origin.whole_school_id, standing.origin_school_id)
            as origin_school_id,
        coalesce(target.whole_school_id, standing.target_school_id)
            as target_school_id
    from standing
    left join campuses as origin
        on
            standing.county_id = origin.county_id
            and standing.school_year = origin.school_year
            and standing.origin_school_id = origin.school_id
    left join campuses as target
        on
            standing.county_id = target.county_id
            and standing.school_year = target.school_year
            and standing.target_school_id = target.school_id
)

select
    county_id,
    school_year,
    teacher_token,
    origin_school_id as school_id,
    target_school_id as other_school_id
from staffed
union distinct
select
    county_id,
    school_year,
    teacher_token,
    target_school_id as school_id,
    origin_school_id as other_school_id
from staffed
