-- grain: one row per school, group and term of which records are missing
with activities as (
    select * from {{ ref('fct_group_activity') }}
    where missing_count > 0
),

terms as (select * from {{ ref('dim_term') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

kinds as (select * from {{ ref('dossier_event') }}),

missing as (
    select
        activity.county_id,
        activity.school_id,
        activity.group_id,
        activity.group_name,
        activity.term_id,
        sum(activity.missing_count) as missing_count,
        {{ joined_text(
            filled_sentence('word.name_zh', {
                'activity': 'kind.name_zh',
                'count': 'cast(activity.missing_count as string)',
            }), '、', 'activity.activity_kind'
        ) }} as records_text
    from activities as activity
    inner join words as word
        on {{ word_of('word', 'dossier', "'record'") }}
    left join codes as kind
        on kind.list_id = 'activity_kind' and activity.activity_kind = kind.code
    group by
        activity.county_id,
        activity.school_id,
        activity.group_id,
        activity.group_name,
        activity.term_id
),

told as (
    select
        missing.county_id,
        missing.school_id,
        -- what a term owes is known at its end
        make_date(
            term.school_year + 1,
            case when term.term = 'autumn' then 1 else 8 end,
            31
        ) as event_date,
        'record_missing' as event_kind,
        missing.group_id as detail_id,
        term.term_name as term_text,
        missing.group_name as group_text,
        cast(missing.missing_count as string) as count_text,
        missing.records_text,
        false as is_suppressed
    from missing
    inner join terms as term
        on missing.term_id = term.term_id
)

{{ told_event(['term', 'group', 'count', 'records']) }}
