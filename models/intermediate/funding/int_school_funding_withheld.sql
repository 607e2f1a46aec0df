-- grain: one row per school, finance year and item of money: whether its sums would
-- tell how many disabled pupils are in a school that has few
-- what is left of the county's sum without those that are shown is at least two schools
-- and as many pupils as the class asks
with funding as (select * from {{ ref('stg_school_funding') }}),

classes as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'sensitive'
),

sized as (
    select
        funding.county_id,
        funding.finance_year,
        funding.school_id,
        funding.funding_item,
        coalesce(funding.funded_pupil_count, 0) as pupil_count,
        classes.minimum_count,
        case
            when
                funding.funding_item = 'special_education'
                and coalesce(funding.funded_pupil_count, 0) < classes.minimum_count
                then 1
            else 0
        end as is_small
    from funding
    cross join classes
)

select
    county_id,
    finance_year,
    school_id,
    funding_item,
    {{ is_withheld_within(
        'county_id, finance_year, funding_item', 'pupil_count', 'school_id',
        {'pupil_count': 'minimum_count'}
    ) }} as is_suppressed
from sized
