-- grain: one row per county, group, member school, exam and subject, of takers
-- only what the source of an exam allows
with scores as (select * from {{ ref('fct_group_score') }}),

papers as (select * from {{ ref('int_paper_named') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(score.county_id as string) as county_id,
    paper.county_name,
    cast(score.group_id as string) as group_id,
    cast(score.group_name as string) as group_name,
    cast(score.school_id as string) as school_id,
    cast(school.entity_name as string) as school_name,
    cast(role.name_zh as string) as role_name,
    cast(score.exam_id as string) as exam_id,
    paper.school_year,
    paper.exam_name,
    cast(score.subject as string) as subject,
    paper.subject_name,
    score.pupil_count,
    score.own_level,
    score.own_gain,
    score.group_level,
    score.gap_part,
    score.bundled_score,
    score.unbundled_score,
    cast(
        case
            when score.mode = 'centre' then mode.name_zh
            else
                '水平×' || cast(cast(score.own_level_weight as decimal(4, 2)) as string)
                || '＋进步×'
                || cast(cast(score.own_gain_weight as decimal(4, 2)) as string)
                || '＋集团×'
                || cast(cast(score.group_level_weight as decimal(4, 2)) as string)
                || '＋差距缩小×'
                || cast(cast(score.gap_weight as decimal(4, 2)) as string)
        end as string
    ) as rule_text,
    cast(reason.name_zh as string) as note,
    score.is_suppressed
from scores as score
inner join papers as paper
    on {{ same_paper('score', 'paper') }}
left join names as school
    on
        score.county_id = school.county_id
        and school.entity_type = 'school'
        and score.school_id = school.entity_id
left join codes as role
    on
        role.list_id = 'group_role'
        and role.code = case when score.is_leading then 'lead' else 'member' end
left join words as mode
    on {{ word_of('mode', 'bundle_mode', 'score.mode') }}
left join words as reason
    on {{ word_of('reason', 'reason', 'score.reason') }}
where score.is_releasable and score.denominator = 'takers'
