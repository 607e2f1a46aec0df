-- grain: one row per county and school year that sent 优质高中名额分配: places, those that
-- went to junior schools, and those of rural ones
with places as (select * from {{ ref('stg_quota_allocation') }}),

schools as (select * from {{ ref('int_school_profiled') }}),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'rural_places'
),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'quota_allocation'
)

select
    received.county_id,
    cast(received.period as integer) as school_year,
    max(received.rows_rejected) as rejected_count,
    coalesce(sum(places.quota_count), 0) as planned_count,
    coalesce(
        sum(case when places.quota_kind = 'allocated' then places.quota_count end), 0
    ) as allocated_count,
    coalesce(
        sum(
            case
                when
                    places.quota_kind = 'allocated'
                    and {{ is_one_of('schools.urban_rural', 'choices.value') }}
                    then places.quota_count
            end
        ), 0
    ) as rural_count,
    -- places that nobody can tell the school of
    count(
        case
            when places.quota_kind = 'allocated' and schools.urban_rural is null then 1
        end
    ) as unplaced_count
from received
left join places
    on
        received.county_id = places.county_id
        and received.period = cast(places.school_year as string)
left join schools
    on
        places.county_id = schools.county_id
        and cast(places.school_year as integer) = schools.school_year
        and places.junior_school_id = schools.school_id
left join choices
    on
        received.county_id = choices.county_id
        and received.period = cast(choices.school_year as string)
group by received.county_id, received.period
