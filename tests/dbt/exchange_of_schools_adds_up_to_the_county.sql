-- means:   the schools' eligible or exchanged teachers are not the county's
-- matters: a school's figure could not be traced in the county's ratio
-- mend:    int_exchange_part, int_exchange_entity_counted
with schools as (
    select
        county_id,
        school_year,
        count_mode,
        sum(eligible_count) as eligible_count,
        sum(exchanged_count) as exchanged_count,
        sum(backbone_exchanged_count) as backbone_exchanged_count
    from {{ ref('fct_teacher_exchange') }}
    where entity_type = 'school'
    group by county_id, school_year, count_mode
)

select
    county.county_id,
    county.school_year,
    county.count_mode
from {{ ref('fct_teacher_exchange') }} as county
left join schools
    on
        county.county_id = schools.county_id
        and county.school_year = schools.school_year
        and county.count_mode = schools.count_mode
where
    county.entity_type = 'county'
    and (
        coalesce(county.eligible_count, 0) <> coalesce(schools.eligible_count, 0)
        or coalesce(county.exchanged_count, 0) <> coalesce(schools.exchanged_count, 0)
        or coalesce(county.backbone_exchanged_count, 0)
        <> coalesce(schools.backbone_exchanged_count, 0)
    )
