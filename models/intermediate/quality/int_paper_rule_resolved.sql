-- grain: one row per exam and subject of 考试信息 that a rule of holding is for
with papers as (select * from {{ ref('stg_exam') }}),

rules as (select * from {{ ref('paper_hold_rule') }})

{{ nearest_rule(
    'papers', 'rules', 'papers.exam_date', ['county_id', 'exam_id', 'subject'],
    values=[
        'hold_share', 'hold_least_rows', 'column_share', 'column_least_rows',
        'repeat_least_rows', 'rule_id'
    ]
) }}
