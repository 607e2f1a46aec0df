{% set names = value_added_variables() | list %}
-- grain: one row per county, exam, subject, model and school of matched pupils
-- operands are cast so that neither engine rounds a product or a difference of two
with covered as (select * from {{ ref('int_value_added_covered') }})

select
    covered.county_id,
    covered.exam_id,
    covered.subject,
    covered.model_id,
    covered.school_id,
    {% for a in names %}
        cast(sum(covered.{{ a }}) as decimal(17, 7)) as {{ a }}_sum,
        {% for b in names[loop.index0:] %}
            cast(
                sum(
                    cast(covered.{{ a }} as decimal(18, 7))
                    * cast(covered.{{ b }} as decimal(19, 7))
                ) as decimal(27, 14)
            ) as {{ a }}_by_{{ b }},
        {% endfor %}
    {% endfor %}
    cast(count(*) as decimal(9, 0)) as pupil_count
from covered
group by
    covered.county_id,
    covered.exam_id,
    covered.subject,
    covered.model_id,
    covered.school_id
