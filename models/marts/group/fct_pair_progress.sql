-- grain: one row per pair, helped school and term of a school year with a list
with members as (select * from {{ ref('int_group_member_placed') }}),

groups as (select * from {{ ref('dim_school_group') }}),

described as (select * from {{ ref('int_group_described') }}),

counties as (select * from {{ ref('dim_county') }}),

terms as (select * from {{ ref('dim_term') }}),

activities as (select * from {{ ref('fct_group_activity') }}),

helped as (select * from {{ ref('int_school_helped') }}),

compared as (select * from {{ ref('int_help_compared') }}),

effects as (select * from {{ ref('int_help_effect') }}),

scores as (select * from {{ ref('int_school_term_score') }}),

codes as (select * from {{ ref('code_list') }}),

helpers as (
    select
        county_id,
        group_id,
        school_year,
        min(school_id) as helper_school_id
    from members
    where is_leading
    group by county_id, group_id, school_year
),

pairs as (
    select
        member.county_id,
        member.group_id,
        member.school_id as helped_school_id,
        member.school_year,
        helper.helper_school_id,
        max(helped.helped_since) as helped_since
    from members as member
    inner join counties as county
        on
            member.county_id = county.county_id
            and member.school_year = county.school_year
    inner join helped
        on
            member.county_id = helped.county_id
            and member.group_id = helped.group_id
            and member.school_id = helped.school_id
            and member.school_year >= helped.helped_since
    left join helpers as helper
        on
            member.county_id = helper.county_id
            and member.group_id = helper.group_id
            and member.school_year = helper.school_year
    where not member.is_leading
    group by
        member.county_id,
        member.group_id,
        member.school_id,
        member.school_year,
        helper.helper_school_id
),

recorded as (
    select
        pair.county_id,
        pair.group_id,
        pair.helped_school_id,
        activity.term_id,
        sum(activity.required_count) as required_count,
        sum(activity.record_count) as record_count,
        sum(activity.missing_count) as missing_count,
        {{ joined_text(
            "case when activity.missing_count > 0 then kind.name_zh"
            ~ " || case when activity.is_leading then '（支援校）' else '（受援校）' end"
            ~ " || '缺' || cast(activity.missing_count as string) || '份' end",
            '；', 'activity.activity_kind, activity.is_leading'
        ) }} as missing_records
    from pairs as pair
    inner join activities as activity
        on
            pair.county_id = activity.county_id
            and pair.group_id = activity.group_id
            and activity.school_id in (pair.helped_school_id, pair.helper_school_id)
            and cast(pair.school_year as string) = substr(activity.term_id, 1, 4)
    inner join codes as kind
        on
            kind.list_id = 'activity_kind'
            and activity.activity_kind = kind.code
    group by pair.county_id, pair.group_id, pair.helped_school_id, activity.term_id
)

select
    cast(pair.county_id as string) as county_id,
    cast(pair.group_id as string) as group_id,
    cast(named.group_name as string) as group_name,
    cast(pair.helped_school_id as string) as helped_school_id,
    cast(pair.helper_school_id as string) as helper_school_id,
    cast(pair.helped_since as integer) as helped_since,
    cast(term.term_id as string) as term_id,
    cast(register.supervisor_role as string) as supervisor_role,
    cast(register.helper_role as string) as helper_role,
    cast(recorded.required_count as integer) as required_count,
    cast(recorded.record_count as integer) as record_count,
    cast(recorded.missing_count as integer) as missing_count,
    cast(recorded.missing_records as string) as missing_records,
    cast(coalesce(compared.baseline_term_count, 0) as integer) as baseline_term_count,
    cast(compared.baseline_t_score as double) as baseline_t_score,
    cast(score.t_score as double) as t_score,
    cast(score.t_score - compared.baseline_t_score as double) as t_change,
    cast(effect.effect as double) as effect,
    cast(effect.p_value as double) as effect_p_value,
    cast(effect.helped_count as integer) as helped_school_count,
    cast(effect.comparison_count as integer) as comparison_school_count,
    cast(
        case
            when score.t_score is null then 'no_score'
            when coalesce(compared.baseline_term_count, 0) < 2 then 'too_few_terms'
            when effect.effect is null then 'too_few_schools'
        end as string
    ) as no_comparison_reason,
    cast(
        coalesce(score.is_suppressed, false)
        or coalesce(compared.is_baseline_suppressed, false) as boolean
    ) as is_suppressed
from pairs as pair
inner join terms as term
    on pair.school_year = term.school_year
left join described as named
    on
        pair.county_id = named.county_id
        and pair.group_id = named.group_id
left join groups as register
    on
        pair.county_id = register.county_id
        and pair.group_id = register.group_id
        and pair.school_year = register.school_year
left join recorded
    on
        pair.county_id = recorded.county_id
        and pair.group_id = recorded.group_id
        and pair.helped_school_id = recorded.helped_school_id
        and term.term_id = recorded.term_id
left join scores as score
    on
        pair.county_id = score.county_id
        and pair.helped_school_id = score.school_id
        and term.term_id = score.term_id
left join compared
    on
        pair.county_id = compared.county_id
        and pair.helped_school_id = compared.school_id
        and term.term_id = compared.term_id
        and pair.helped_since = compared.helped_since
left join effects as effect
    on
        pair.county_id = effect.county_id
        and term.term_id = effect.term_id
        and pair.helped_since = effect.helped_since
        -- the effect is that of the schools that can be compared
        and compared.baseline_term_count >= 2
