-- grain: one row per term of a school year that a cycle, a list or an exam names
with school_years as (
    select statistics_school_year as school_year from {{ ref('assessment_cycle') }}
    union distinct
    select exchange_school_year as school_year from {{ ref('assessment_cycle') }}
    union distinct
    select school_year from {{ ref('dim_county') }}
    union distinct
    select school_year from {{ ref('dim_exam') }}
),

terms as (
    select
        school_years.school_year,
        term.code as term,
        term.name_zh
    from school_years
    cross join {{ ref('code_list') }} as term
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
