{{ config(materialized='ephemeral') }}
-- grain: one row per school stage in the newest assessment cycle of which a rule was
-- relaxed, a claim refuted or a number shared out
with resources as (select * from {{ ref('fct_school_resource') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

claims as (
    select * from {{ ref('bridge_school_flag') }}
    where not is_held
),

flags as (select * from {{ ref('school_flag') }}),

words as (select * from {{ ref('display_word') }}),

newest as (
    select
        resource.*,
        newest_cycles.statistics_school_year,
        substr(resource.indicator_id, 2) as place
    from resources as resource
    inner join newest_cycles
        on
            resource.county_id = newest_cycles.county_id
            and resource.cycle_id = newest_cycles.cycle_id
),

noted as (
    select
        newest.county_id,
        newest.school_id,
        newest.stage,
        'relaxed' as note,
        newest.place,
        newest.place || '（' || flags.short_name_zh || '）'
        || case when newest.is_threshold_uncertain then mark.name_zh else '' end
            as told
    from newest
    inner join flags
        on newest.school_flag = flags.school_flag
    left join words as mark
        on mark.list_id = 'certainty' and mark.code = 'mark'
    union all
    select
        newest.county_id,
        newest.school_id,
        newest.stage,
        'estimated' as note,
        newest.place,
        newest.place as told
    from newest
    where newest.is_estimated
    union all
    select
        newest.county_id,
        newest.school_id,
        newest.stage,
        'refuted' as note,
        flags.school_flag as place,
        flags.short_name_zh as told
    from newest
    inner join claims
        on
            newest.county_id = claims.county_id
            and newest.school_id = claims.school_id
            and newest.statistics_school_year = claims.school_year
    inner join flags
        on claims.school_flag = flags.school_flag
    -- one of the seven rows of the school stage
    where newest.indicator_id = 'R1'
),

listed as (
    select
        noted.county_id,
        noted.school_id,
        noted.stage,
        noted.note,
        word.name_zh || '：'
        || {{ joined_text('noted.told', '、', 'noted.place') }} as told
    from noted
    inner join words as word
        on {{ word_of('word', 'rule_note', 'noted.note') }}
    group by noted.county_id, noted.school_id, noted.stage, noted.note, word.name_zh
)

select
    county_id,
    school_id,
    stage,
    {{ joined_text('told', '；', 'note desc') }} as remark
from listed
group by county_id, school_id, stage
