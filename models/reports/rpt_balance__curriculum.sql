-- grain: one row per school and stage with a timetable in the newest cycle
with shares as (select * from {{ ref('fct_curriculum_share') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(share.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(share.school_year as integer) as school_year,
    cast(share.school_id as string) as school_id,
    cast(share.school_name as string) as school_name,
    cast(share.stage as string) as stage,
    cast(stage.name_zh as string) as stage_name,
    cast(share.grade_count as integer) as grade_count,
    cast(share.weekly_lesson_count as decimal(8, 1)) as weekly_lesson_count,
    cast(share.extension_lesson_count as decimal(8, 1)) as extension_lesson_count,
    cast(share.extension_ratio as double) as extension_ratio,
    cast(share.extension_target_ratio as decimal(5, 4)) as extension_target_ratio,
    cast(coalesce(standing.name_zh, '') as string) as extension_standing_name,
    cast(share.knowledge_ratio as double) as knowledge_ratio,
    cast(share.knowledge_limit_ratio as decimal(5, 4)) as knowledge_limit_ratio,
    cast(share.is_knowledge_within as boolean) as is_knowledge_within,
    cast(coalesce(reason.name_zh, '') as string) as note
from shares as share
inner join newest_cycles as newest
    on
        share.county_id = newest.county_id
        and share.school_year = newest.statistics_school_year
inner join codes as stage
    on stage.list_id = 'stage' and share.stage = stage.code
left join words as standing
    on {{ word_of('standing', 'extension_standing', 'share.extension_standing') }}
left join words as reason
    on {{ word_of('reason', 'reason', 'share.reason') }}
