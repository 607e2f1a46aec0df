{{ config(materialized='ephemeral') }}
-- grain: one row per school stage in the newest assessment cycle
-- the form's remark: which of the seven reach the standard and which only 85 %
with judged as (select * from {{ ref('int_school_resource_judged') }}),

words as (select * from {{ ref('display_word') }}),

listed as (
    select
        judged.county_id,
        judged.school_id,
        judged.stage,
        judged.outcome_position,
        word.name_zh
        || {{ joined_text('judged.place', '、', 'judged.place') }} as remark_part
    from judged
    inner join words as word
        on {{ word_of('word', 'remark', 'judged.outcome') }}
    group by
        judged.county_id,
        judged.school_id,
        judged.stage,
        judged.outcome_position,
        word.name_zh
)

select
    county_id,
    school_id,
    stage,
    {{ joined_text('remark_part', '；', 'outcome_position') }} as remark
from listed
group by county_id, school_id, stage
