{{ config(materialized='ephemeral') }}
{% set paper = 'county_id, exam_id, subject, model_id' %}
-- grain: one row per county, exam, subject, model and matched pupil
-- the share of those who started alike that a pupil has left behind, ties by half;
-- pupils of one prior are never in two bins
with matched as (
    select * from {{ ref('int_value_added_matched') }}
    where is_matched
),

placed as (
    select
        *,
        rank() over (partition by {{ paper }} order by prior) - 1 as below_count,
        count(*) over (partition by {{ paper }}) as pupil_count
    from matched
),

binned as (
    select
        *,
        floor({{ ratio('percentile_bin_count * below_count', 'pupil_count') }}) as bin
    from placed
),

compared as (
    select
        county_id,
        exam_id,
        subject,
        model_id,
        school_id,
        exam_number_token,
        rank() over (partition by {{ paper }}, bin order by outcome) - 1
            as beaten_count,
        count(*) over (partition by {{ paper }}, bin, outcome) as level_count,
        count(*) over (partition by {{ paper }}, bin) as bin_count
    from binned
)

select
    county_id,
    exam_id,
    subject,
    model_id,
    school_id,
    exam_number_token,
    {{ ratio('100 * (2 * beaten_count + level_count)', '2 * bin_count') }} as percentile
from compared
