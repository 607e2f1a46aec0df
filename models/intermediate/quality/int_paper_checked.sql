-- grain: one row per exam and subject that somebody has a mark for
-- a row sent back is lost to every paper of its sheet, so it counts against each
{% set paper = 'county_id, exam_id, subject' %}
with scores as (select * from {{ ref('int_score_listed') }}),

faults as (select * from {{ ref('int_score_faulted') }}),

rules as (select * from {{ ref('int_paper_rule_resolved') }}),

submissions as (select * from {{ ref('stg_submission') }}),

forbidden as (
    -- distinct: an exam's papers may come from several sources
    select distinct
        county_id,
        exam_id
    from {{ ref('int_exam_judged') }}
    where legal_status = 'forbidden'
),

listed as (
    select
        {{ paper }},
        count(_row) as row_count,
        max(case when is_paper_known then 1 else 0 end) = 1 as is_paper_known,
        max(case when score_scale = 'raw' and full_score is null then 1 else 0 end) = 1
            as is_full_score_missing
    from scores
    group by {{ paper }}
),

faulted as (
    select
        {{ paper }},
        count(distinct exam_number_token) as faulted_count
    from faults
    group by {{ paper }}
),

sent_back as (
    select
        county_id,
        period as exam_id,
        cast(sum(rows_rejected) as bigint) as sent_back_count
    from submissions
    where form = 'assessment' and is_effective
    group by county_id, period
),

counted as (
    select
        listed.*,
        coalesce(faulted.faulted_count, 0) as faulted_count,
        coalesce(sent_back.sent_back_count, 0) as sent_back_count,
        rules.hold_share,
        rules.hold_least_rows,
        forbidden.exam_id is not null as is_forbidden
    from listed
    left join faulted
        on {{ same_paper('listed', 'faulted') }}
    left join sent_back
        on
            listed.county_id = sent_back.county_id
            and listed.exam_id = sent_back.exam_id
    left join forbidden
        on
            listed.county_id = forbidden.county_id
            and listed.exam_id = forbidden.exam_id
    left join rules
        on {{ same_paper('listed', 'rules') }}
)

select
    {{ paper }},
    row_count,
    faulted_count,
    sent_back_count,
    hold_share,
    case
        when is_forbidden then 'exam_forbidden'
        when not is_paper_known then 'paper_unknown'
        when is_full_score_missing then 'full_score_missing'
        when
            faulted_count + sent_back_count >= hold_least_rows
            and faulted_count + sent_back_count
            > hold_share * (row_count + sent_back_count)
            then 'too_many_faults'
    end as hold_reason
from counted
