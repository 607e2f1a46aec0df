-- grain: one row per county and school year with a school list
with listed_schools as (select * from {{ ref('stg_school_list') }}),

listed as (
    select
        county_id,
        school_year,
        min(county_name) as county_name
    from listed_schools
    group by county_id, school_year
),

facts as (select * from {{ ref('stg_county_facts') }})

select
    cast(listed.county_id as string) as county_id,
    cast(listed.school_year as integer) as school_year,
    cast(listed.county_name as string) as county_name,
    cast(substr(listed.county_id, 1, 4) || '00' as string) as city_id,
    cast(substr(listed.county_id, 1, 2) || '0000' as string) as province_id,
    cast(facts.primary_funding_standard_yuan as decimal(18, 2))
        as primary_funding_standard_yuan,
    cast(facts.junior_funding_standard_yuan as decimal(18, 2))
        as junior_funding_standard_yuan,
    {% for name in ['population', 'rural_population'] -%}
        cast(facts.{{ name }}_count as bigint) as {{ name }}_count,
    {% endfor -%}
    {% for name in ['township', 'village'] -%}
        cast(facts.{{ name }}_count as integer) as {{ name }}_count,
    {% endfor -%}
    {% for name in ['gdp', 'fiscal_revenue', 'rural_income', 'urban_income'] -%}
        cast(facts.{{ name }}_per_head_yuan as decimal(18, 2))
            as {{ name }}_per_head_yuan
        {%- if not loop.last %},{% endif %}
    {% endfor %}
from listed
left join facts
    on
        listed.county_id = facts.county_id
        and listed.school_year = facts.school_year
