-- grain: one row per school that reads, pair, helped school, term, school that records
-- and kind of activity
with told as (select * from {{ ref('int_pair_told') }}),

pairs as (select * from {{ ref('fct_pair_progress') }}),

activities as (select * from {{ ref('fct_group_activity') }}),

names as (
    select * from {{ ref('int_entity_named') }}
    where entity_type = 'school'
),

terms as (select * from {{ ref('dim_term') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(told.county_id as string) as county_id,
    cast(told.school_id as string) as school_id,
    cast(told.group_id as string) as group_id,
    cast(pair.group_name as string) as group_name,
    cast(told.helped_school_id as string) as helped_school_id,
    cast(told.term_id as string) as term_id,
    cast(term.term_name as string) as term_name,
    cast(activity.school_id as string) as recording_school_id,
    cast(recording.entity_name as string) as recording_school_name,
    cast(side.name_zh as string) as side_name,
    cast(activity.activity_kind as string) as activity_kind,
    cast(kind.name_zh as string) as activity_kind_name,
    activity.required_count,
    activity.record_count,
    activity.missing_count,
    activity.unproved_count,
    cast(reason.name_zh as string) as note
from told
inner join pairs as pair
    on
        told.county_id = pair.county_id
        and told.group_id = pair.group_id
        and told.helped_school_id = pair.helped_school_id
        and told.term_id = pair.term_id
-- of a group with several helped schools the other ones' records are not theirs
inner join activities as activity
    on
        pair.county_id = activity.county_id
        and pair.group_id = activity.group_id
        and pair.term_id = activity.term_id
        and activity.school_id in (pair.helped_school_id, pair.helper_school_id)
inner join terms as term
    on told.term_id = term.term_id
inner join codes as side
    on
        case
            when pair.helped_school_id = activity.school_id then 'helped' else 'helper'
        end = side.code
        and side.list_id = 'group_role'
left join codes as kind
    on kind.list_id = 'activity_kind' and activity.activity_kind = kind.code
left join names as recording
    on
        activity.county_id = recording.county_id
        and activity.school_id = recording.entity_id
left join words as reason
    on {{ word_of('reason', 'reason', 'activity.reason') }}
