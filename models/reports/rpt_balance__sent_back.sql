-- grain: one row per sender, form, period, level and problem code that is still open
-- open is what stands in the file in force, or in a held file that nothing has replaced
with submissions as (select * from {{ ref('stg_submission') }}),

problems as (select * from {{ ref('fct_rejected_row') }}),

words as (select * from {{ ref('display_word') }}),

in_force as (
    select * from submissions
    where is_effective
),

open_files as (
    select submission.*
    from submissions as submission
    left join in_force
        on
            submission.form = in_force.form
            and submission.county_id = in_force.county_id
            and submission.sender_id = in_force.sender_id
            and submission.period = in_force.period
    where
        submission.is_effective
        or (
            submission.status = 'held'
            and (in_force.version is null or in_force.version < submission.version)
        )
),

counted as (
    select
        coalesce(open_files.county_id, '') as county_id,
        coalesce(open_files.sender_id, '') as sender_id,
        coalesce(max(open_files.sender_name), '') as sender_name,
        coalesce(nullif(open_files.form, ''), 'unknown') as form,
        coalesce(open_files.period, '') as period,
        problem.level,
        problem.code,
        count(*) as problem_count
    from problems as problem
    inner join open_files
        on
            problem.file_id = open_files._file
            and coalesce(problem.form, '') = coalesce(open_files.form, '')
            and coalesce(problem.sender_id, '') = coalesce(open_files.sender_id, '')
            and coalesce(problem.period, '') = coalesce(open_files.period, '')
    group by
        open_files.county_id,
        open_files.sender_id,
        open_files.form,
        open_files.period,
        problem.level,
        problem.code
)

select
    cast(counted.county_id as string) as county_id,
    cast(counted.sender_id as string) as sender_id,
    cast(counted.sender_name as string) as sender_name,
    cast(counted.form as string) as form,
    cast(counted.period as string) as period,
    cast(counted.level as string) as level,
    cast(counted.code as string) as code,
    cast(form.name_zh as string) as form_name,
    cast(level.name_zh as string) as level_name,
    cast(coalesce(code.name_zh, counted.code) as string) as code_name,
    cast(counted.problem_count as integer) as problem_count
from counted
left join words as form
    on {{ word_of('form', 'form', 'counted.form') }}
left join words as level
    on {{ word_of('level', 'problem_level', 'counted.level') }}
left join words as code
    on {{ word_of('code', 'problem', 'counted.code') }}
