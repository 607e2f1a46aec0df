-- grain: one row per county, school year, fact and source that gives it
-- a column that the platform's export does not have is not asked for
with sources as (select * from {{ ref('int_source_staged') }}),

schools as (
    -- distinct: every county and year with a list
    select distinct
        county_id,
        school_year
    from {{ ref('int_school_reconciled') }}
),

given as (
    -- distinct: every school gives it
    select distinct
        county_id,
        school_year,
        fact,
        source
    from {{ ref('int_fact_found') }}
    where value is not null or code is not null
)

select
    schools.county_id,
    schools.school_year,
    sources.fact,
    sources.source,
    sources.position,
    sources.form,
    sources.is_optional,
    sources.stage,
    sources.is_code
from schools
cross join sources
left join given
    on
        schools.county_id = given.county_id
        and schools.school_year = given.school_year
        and sources.fact = given.fact
        and sources.source = given.source
where sources.source <> 'education_statistics' or given.fact is not null
