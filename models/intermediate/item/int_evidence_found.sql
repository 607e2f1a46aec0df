-- grain: one row per county, school year, item of evidence and school ('' for the
-- county)
-- what the newest document says; two of one day that say the opposite say nothing
with documents as (select * from {{ ref('stg_evidence') }}),

dated as (
    select
        county_id,
        cast(school_year as integer) as school_year,
        evidence_item,
        coalesce(school_id, '') as school_id,
        document_date,
        finding in ('not_fulfilled', 'present') as is_adverse,
        max(document_date) over (
            partition by county_id, school_year, evidence_item, school_id
        ) as newest_date
    from documents
)

select
    county_id,
    school_year,
    evidence_item,
    school_id,
    count(*) as document_count,
    max(newest_date) as newest_date,
    max(case when document_date = newest_date and is_adverse then 1 else 0 end) = 1
        as is_adverse,
    max(case when document_date = newest_date and not is_adverse then 1 else 0 end) = 1
        as is_favourable
from dated
group by county_id, school_year, evidence_item, school_id
