-- grain: one row per term of a school year that a cycle, a list or an exam names
with cycles as (select * from {{ ref('assessment_cycle') }}),

counties as (select * from {{ ref('dim_county') }}),

exams as (select * from {{ ref('dim_exam') }}),

codes as (select * from {{ ref('code_list') }}),

school_years as (
    select statistics_school_year as school_year from cycles
    union distinct
    select exchange_school_year as school_year from cycles
    union distinct
    select school_year from counties
    union distinct
    select school_year from exams
),

terms as (
    select
        school_years.school_year,
        term.code as term,
        term.name_zh
    from school_years
    cross join codes as term
    where term.list_id = 'term'
)

select
    cast(cast(school_year as string) || '-' || term as string) as term_id,
    cast(school_year as integer) as school_year,
    cast(term as string) as term,
    cast(
        cast(school_year as string) || '-' || cast(school_year + 1 as string)
        || '学年' || name_zh || '学期' as string
    ) as term_name
from terms
