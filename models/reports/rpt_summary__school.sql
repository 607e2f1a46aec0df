-- grain: one row per county, stage and verdict in the newest assessment cycle
with school_counts as (select * from {{ ref('int_school_pass_counted') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

pass_counts as (
    select school_counts.*
    from school_counts
    inner join newest_cycles as newest
        on
            school_counts.county_id = newest.county_id
            and school_counts.cycle_id = newest.cycle_id
    where school_counts.school_count > 0
),

counts as (
    select
        county_id,
        stage,
        'met' as verdict,
        1 as position,
        met_count as school_count
    from pass_counts
    union all
    select
        county_id,
        stage,
        'not_met' as verdict,
        2 as position,
        not_met_count as school_count
    from pass_counts
    union all
    select
        county_id,
        stage,
        'incomplete' as verdict,
        3 as position,
        incomplete_count as school_count
    from pass_counts
)

select
    cast(counts.county_id as string) as county_id,
    cast(counts.stage as string) as stage,
    cast(counts.verdict as string) as verdict,
    cast(counts.position as integer) as position,
    cast(stage.name_zh as string) as stage_name,
    cast(word.name_zh as string) as verdict_name,
    cast(counts.school_count as integer) as school_count
from counts
left join codes as stage
    on stage.list_id = 'stage' and counts.stage = stage.code
left join words as word
    on {{ word_of('word', 'verdict', 'counts.verdict') }}
