-- grain: one row per county, group, member school, exam and subject, of takers
-- only what the source of an exam allows
with scores as (select * from {{ ref('fct_group_score') }}),

exams as (select * from {{ ref('dim_exam') }}),

counties as (select * from {{ ref('int_county_newest_cycle') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(score.county_id as string) as county_id,
    cast(county.county_name as string) as county_name,
    cast(score.group_id as string) as group_id,
    cast(score.group_name as string) as group_name,
    cast(score.school_id as string) as school_id,
    cast(school.entity_name as string) as school_name,
    cast(role.name_zh as string) as role_name,
    cast(score.exam_id as string) as exam_id,
    cast(exam.school_year as integer) as school_year,
    cast(exam.exam_name as string) as exam_name,
    cast(score.subject as string) as subject,
    cast(subject.name_zh as string) as subject_name,
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
inner join exams as exam
    on score.county_id = exam.county_id and score.exam_id = exam.exam_id
left join counties as county
    on score.county_id = county.county_id
left join names as school
    on
        score.county_id = school.county_id
        and school.entity_type = 'school'
        and score.school_id = school.entity_id
left join codes as role
    on
        role.list_id = 'group_role'
        and role.code = case when score.is_leading then 'lead' else 'member' end
left join codes as subject
    on subject.list_id = 'subject' and score.subject = subject.code
left join words as mode
    on {{ word_of('mode', 'bundle_mode', 'score.mode') }}
left join words as reason
    on {{ word_of('reason', 'reason', 'score.reason') }}
where score.is_releasable and score.denominator = 'takers'
