-- grain: one row per school, school year, source and fact that a form may give of it
with schools as (select * from {{ ref('int_school_reconciled') }}),

sources as (select * from {{ ref('int_fact_sourced') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

-- the stages of its type, and those of classes attached to it by any form
kinds as (
    select
        schools.county_id,
        schools.school_year,
        schools.school_id,
        kind.stage
    from schools
    inner join type_stages as kind
        on schools.school_type = kind.school_type
    union distinct
    select
        county_id,
        school_year,
        school_id,
        stage
    from {{ ref('int_school_stage_listed') }}
    union distinct
    -- classes attached to a school whose own form did not come
    select
        county_id,
        school_year,
        school_id,
        stage
    from {{ ref('int_statistics_attributed') }}
    where is_attributable
),

-- a source that speaks of all stages fits every one. Joins below are equalities: with
-- any other condition a left join compares every school with every file
fitting as (
    select
        *,
        stage as source_stage
    from kinds
    union all
    select
        *,
        'all' as source_stage
    from kinds
),

handed_in as (select * from {{ ref('int_school_handed_in') }})

select
    schools.county_id,
    schools.school_year,
    schools.school_id,
    sources.fact,
    sources.source,
    sources.position,
    sources.is_optional,
    -- codes are said of every school alone
    case when sources.is_code then schools.school_id else schools.whole_school_id end
        as whole_school_id,
    schools.is_branch and not sources.is_code as is_branch,
    -- what the parent's form contains is not added to it
    sources.form = 'school_profile'
    and schools.is_in_parents_form
    and not sources.is_code as is_contained,
    sources.stage = 'all' or count(fitting.stage) > 0 as is_fitting,
    count(whole.form) + count(part.form) > 0 as is_received
from schools
inner join sources
    on
        schools.county_id = sources.county_id
        and schools.school_year = sources.school_year
left join fitting
    on
        schools.county_id = fitting.county_id
        and schools.school_year = fitting.school_year
        and schools.school_id = fitting.school_id
        and sources.stage = fitting.source_stage
left join handed_in as whole
    on
        schools.county_id = whole.county_id
        and schools.school_year = whole.school_year
        and schools.school_id = whole.school_id
        and sources.form = whole.form
left join handed_in as part
    on
        schools.county_id = part.county_id
        and schools.school_year = part.school_year
        and schools.school_id = part.school_id
        and sources.form || '_' || fitting.stage = part.form
group by
    schools.county_id,
    schools.school_year,
    schools.school_id,
    schools.whole_school_id,
    schools.is_branch,
    schools.is_in_parents_form,
    sources.fact,
    sources.source,
    sources.position,
    sources.form,
    sources.stage,
    sources.is_code,
    sources.is_optional
