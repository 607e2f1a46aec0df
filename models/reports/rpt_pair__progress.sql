-- grain: one row per school that reads, pair, helped school and term
-- scores are those of the helped school: they stand in its own report alone
with told as (select * from {{ ref('int_pair_told') }}),

pairs as (select * from {{ ref('fct_pair_progress') }}),

names as (
    select * from {{ ref('int_entity_named') }}
    where entity_type = 'school'
),

terms as (select * from {{ ref('dim_term') }}),

words as (select * from {{ ref('display_word') }}),

seen as (
    select
        told.school_id,
        told.school_name,
        told.side,
        pair.*,
        told.side = 'helped' as is_own,
        case
            when pair.is_suppressed then 'withheld'
            else coalesce(pair.no_comparison_reason, 'compared')
        end as comparison_kind
    from told
    inner join pairs as pair
        on
            told.county_id = pair.county_id
            and told.group_id = pair.group_id
            and told.helped_school_id = pair.helped_school_id
            and told.term_id = pair.term_id
)

select
    cast(seen.county_id as string) as county_id,
    cast(seen.school_id as string) as school_id,
    cast(seen.school_name as string) as school_name,
    cast(seen.side as string) as side,
    cast(seen.group_id as string) as group_id,
    cast(seen.group_name as string) as group_name,
    cast(seen.helped_school_id as string) as helped_school_id,
    cast(helped.entity_name as string) as helped_school_name,
    cast(helper.entity_name as string) as helper_school_name,
    seen.supervisor_role,
    seen.helper_role,
    cast(seen.term_id as string) as term_id,
    cast(term.term_name as string) as term_name,
    seen.required_count,
    seen.record_count,
    seen.missing_count,
    seen.missing_records,
    seen.baseline_term_count,
    cast(case when seen.is_own then seen.baseline_t_score end as double)
        as baseline_t_score,
    cast(case when seen.is_own then seen.t_score end as double) as t_score,
    cast(case when seen.is_own then seen.t_change end as double) as t_change,
    cast({{ filled_sentence('word.name_zh', {
        'helped': 'cast(seen.helped_school_count as string)',
        'others': 'cast(seen.comparison_school_count as string)',
        'effect': printed('seen.effect', "'decimal2'"),
        'p': printed('seen.effect_p_value', "'decimal3'"),
    }) }} as string) as comparison,
    seen.is_suppressed
from seen
inner join terms as term
    on seen.term_id = term.term_id
inner join words as word
    on {{ word_of('word', 'pair_comparison', 'seen.comparison_kind') }}
left join names as helped
    on
        seen.county_id = helped.county_id
        and seen.helped_school_id = helped.entity_id
left join names as helper
    on
        seen.county_id = helper.county_id
        and seen.helper_school_id = helper.entity_id
