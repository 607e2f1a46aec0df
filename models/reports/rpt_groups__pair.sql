-- grain: one row per county, pair, helped school and term
with pairs as (select * from {{ ref('fct_pair_progress') }}),

counties as (select * from {{ ref('int_county_newest_cycle') }}),

names as (select * from {{ ref('int_entity_named') }}),

terms as (select * from {{ ref('dim_term') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(pair.county_id as string) as county_id,
    cast(county.county_name as string) as county_name,
    cast(pair.group_id as string) as group_id,
    cast(pair.group_name as string) as group_name,
    cast(pair.helped_school_id as string) as helped_school_id,
    cast(helped.entity_name as string) as helped_school_name,
    cast(helper.entity_name as string) as helper_school_name,
    pair.supervisor_role,
    pair.helper_role,
    cast(pair.term_id as string) as term_id,
    cast(term.term_name as string) as term_name,
    pair.required_count,
    pair.record_count,
    pair.missing_count,
    cast(pair.missing_records as string) as missing_records,
    pair.baseline_term_count,
    pair.baseline_t_score,
    pair.t_score,
    pair.t_change,
    pair.effect,
    pair.effect_p_value,
    pair.helped_school_count,
    pair.comparison_school_count,
    cast(reason.name_zh as string) as note,
    pair.is_suppressed
from pairs as pair
inner join terms as term
    on pair.term_id = term.term_id
left join counties as county
    on pair.county_id = county.county_id
left join names as helped
    on
        pair.county_id = helped.county_id
        and helped.entity_type = 'school'
        and pair.helped_school_id = helped.entity_id
left join names as helper
    on
        pair.county_id = helper.county_id
        and helper.entity_type = 'school'
        and pair.helper_school_id = helper.entity_id
left join words as reason
    on {{ word_of('reason', 'reason', 'pair.no_comparison_reason') }}
