{{ config(materialized='ephemeral') }}
{% set entity = 'tally.county_id, tally.entity_type, tally.entity_id'
    ', tally.exam_id, tally.subject' %}
-- grain: one row per entity, exam, subject and score, with all at the score or below it
with tallies as (select * from {{ ref('int_entity_score_tallied') }}),

papers as (select * from {{ ref('stg_exam') }}),

thirds as (select * from {{ ref('int_paper_third') }})

select
    tally.*,
    {% for basis in ['takers', 'roster'] -%}
        sum(tally.{{ basis }}_count) over (
            partition by {{ entity }}
            order by tally.score
        ) as {{ basis }}_running,
        sum(tally.{{ basis }}_count) over (partition by {{ entity }})
            as {{ basis }}_total,
    {% endfor -%}
    coalesce(paper.score_scale, 'raw') as score_scale,
    paper.full_score,
    paper.pass_score,
    paper.excellent_score,
    paper.low_score,
    third.lower_third_score,
    third.upper_third_score
from tallies as tally
left join papers as paper
    on
        tally.county_id = paper.county_id
        and tally.exam_id = paper.exam_id
        and tally.subject = paper.subject
left join thirds as third
    on
        tally.county_id = third.county_id
        and tally.exam_id = third.exam_id
        and tally.subject = third.subject
