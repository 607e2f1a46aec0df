-- grain: one row per teacher, county, finance year, definition and stratum
with payments as (select * from {{ ref('int_pay_defined') }}),

strata as (
    select
        pay.*,
        kind.stratum_type,
        case kind.stratum_type
            when 'all' then 'all'
            when 'stage' then pay.stage
            when 'urban_rural' then pay.urban_rural
            else pay.title
        end as stratum
    from payments as pay
    cross join (
        values ('all'), ('stage'), ('urban_rural'), ('title')
    ) as kind (stratum_type)
)

select
    county_id,
    finance_year,
    definition,
    stratum_type,
    stratum,
    teacher_token,
    cast(sum(month_count) as decimal(12, 1)) as person_months,
    cast(sum(total_yuan) as decimal(18, 2)) as total_yuan,
    cast(sum(open_yuan) as decimal(18, 2)) as open_yuan
from strata
where stratum is not null
group by
    county_id,
    finance_year,
    definition,
    stratum_type,
    stratum,
    teacher_token
