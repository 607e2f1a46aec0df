-- grain: one row per assessment cycle and county: by which way retention is worked out,
-- and what the other ways give (standard.md 2.6: the method is printed)
with measured as (select * from {{ ref('int_retention_measured') }}),

words as (select * from {{ ref('display_word') }})

select
    measured.county_id,
    measured.cycle_id,
    max(case when measured.is_chosen then words.name_zh end) as method_text,
    {{ joined_text(
        "case when not measured.is_chosen then words.name_zh || '：' || "
        ~ printed('measured.value', "'percent1'") ~ " end",
        '；', 'measured.method'
    ) }} as other_methods_text
from measured
inner join words
    on {{ word_of('words', 'retention_method', 'measured.method') }}
group by measured.county_id, measured.cycle_id
