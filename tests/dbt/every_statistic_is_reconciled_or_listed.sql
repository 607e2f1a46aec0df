-- means:   a figure of the education statistics stands in no row of fct_reconciliation
-- matters: the official figure would be lost without a word
-- mend:    the school it is attributed to, or the forms it should be compared with; the
--          row of the file is in the output
with published as (
    select * from {{ ref('int_fact_published') }}
    where value is not null or code is not null
),

expected as (select * from {{ ref('int_fact_expected') }}),

-- one row per source: with an "or" the join would compare every row with every other
reconciled as (
    select
        county_id,
        school_year,
        school_id,
        fact,
        source_a as source
    from {{ ref('fct_reconciliation') }}
    union distinct
    select
        county_id,
        school_year,
        school_id,
        fact,
        source_b as source
    from {{ ref('fct_reconciliation') }}
)

select
    published._file,
    published._sheet,
    published._row,
    published.school_id,
    published.fact
from published
left join expected
    on
        published.county_id = expected.county_id
        and published.school_year = expected.school_year
        and published.school_id = expected.school_id
        and published.fact = expected.fact
        and published.source = expected.source
left join reconciled
    on
        published.county_id = reconciled.county_id
        and published.school_year = reconciled.school_year
        and coalesce(expected.whole_school_id, published.school_id)
        = reconciled.school_id
        and published.fact = reconciled.fact
        and published.source = reconciled.source
where reconciled.fact is null
