-- grain: one row per school whose staff is counted and school year: teachers that its
-- subjects lack, and why
-- subjects that teachers of others may take (劳动 …) count in the whole only; what is
-- lacking although there are enough teachers in all is structural (结构性缺员)
with subjects as (select * from {{ ref('fct_subject_staffing') }}),

stages as (
    select
        county_id,
        school_year,
        school_id,
        stage,
        count(*) - count(shortage_count) as unknown_count,
        {{ exact_sum('needed_teacher_count') }} as needed_count,
        {{ exact_sum('case when not is_shared then shortage_count else 0 end') }}
            as subject_shortage_count,
        {{ exact_sum('needed_teacher_count - teacher_count') }} as net_shortage_count
    from subjects
    group by county_id, school_year, school_id, stage
),

split as (
    select
        *,
        greatest(net_shortage_count, 0) as overall_shortage_count
    from stages
)

select
    county_id,
    school_year,
    school_id,
    case when sum(unknown_count) = 0 then {{ exact_sum('needed_count') }} end
        as needed_teacher_count,
    case when sum(unknown_count) = 0 then {{ exact_sum('subject_shortage_count') }} end
        as subject_shortage_count,
    case when sum(unknown_count) = 0 then {{ exact_sum('overall_shortage_count') }} end
        as overall_shortage_count,
    case
        when sum(unknown_count) = 0
            then
                {{ exact_sum(
                    'greatest(subject_shortage_count - overall_shortage_count, 0)'
                ) }}
    end as structural_shortage_count
from split
group by county_id, school_year, school_id
