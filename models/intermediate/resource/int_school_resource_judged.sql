-- grain: one row per school stage and indicator R1 to R7 in the newest assessment cycle
with resources as (select * from {{ ref('fct_school_resource') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }}),

judged as (
    select
        resource.county_id,
        resource.cycle_id,
        resource.school_id,
        resource.stage,
        resource.indicator_id,
        resource.denominator,
        resource.value,
        substr(resource.indicator_id, 2) as place,
        case
            when resource.is_pass then 'pass'
            when resource.missing_reason = 'sources_disagree' then 'disputed'
            -- what is missing could decide
            when resource.is_pass is null or resource.is_floor_pass is null
                then 'missing'
            when resource.is_floor_pass then 'floor'
            else 'fail'
        end as outcome
    from resources as resource
    inner join newest_cycles as newest
        on
            resource.county_id = newest.county_id
            and resource.cycle_id = newest.cycle_id
)

select
    judged.*,
    case judged.outcome
        when 'pass' then 1
        when 'floor' then 2
        when 'fail' then 3
        when 'disputed' then 4
        else 5
    end as outcome_position,
    word.name_zh as outcome_name
from judged
inner join words as word
    on {{ word_of('word', 'pass', 'judged.outcome') }}
