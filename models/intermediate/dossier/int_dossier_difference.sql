-- grain: one row per school and school year in which sources disagree
with compared as (
    select * from {{ ref('fct_reconciliation') }}
    where status in ('differ', 'contradicting')
),

facts as (select * from {{ ref('reconciled_fact') }}),

words as (select * from {{ ref('display_word') }}),

kinds as (select * from {{ ref('dossier_event') }}),

listed as (
    select
        item.county_id,
        item.school_id,
        item.school_year,
        count(*) as difference_count,
        {{ joined_text(
            filled_sentence('word.name_zh', {
                'fact': 'fact.name_zh',
                'source_a': 'source_a.name_zh',
                'source_b': 'source_b.name_zh',
                'value_a': "coalesce(replace(cast(item.value_a as string), '.00', ''), "
                ~ 'item.code_a)',
                'value_b': "coalesce(replace(cast(item.value_b as string), '.00', ''), "
                ~ 'item.code_b)',
            }), '；', 'item.fact, item.source_a, item.source_b'
        ) }} as differences_text
    from compared as item
    inner join words as word
        on
            word.list_id = 'dossier'
            and word.code
            = case item.status when 'differ' then 'difference' else item.status end
    left join facts as fact
        on item.fact = fact.fact
    left join words as source_a
        on {{ word_of('source_a', 'figure_source', 'item.source_a') }}
    left join words as source_b
        on {{ word_of('source_b', 'figure_source', 'item.source_b') }}
    group by item.county_id, item.school_id, item.school_year
),

told as (
    select
        county_id,
        school_id,
        {{ first_day_of('school_year') }} as event_date,
        'sources_differ' as event_kind,
        '' as detail_id,
        cast(difference_count as string) as count_text,
        differences_text,
        false as is_suppressed
    from listed
)

{{ told_event(['count', 'differences']) }}
