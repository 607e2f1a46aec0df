-- grain: one row per exam, subject, question group and entity (school, stratum, county)
-- held against the county and, of a school, its stratum: gap ÷ base is the difference
-- of the two shares in percentage points, both exact
with sums as (select * from {{ ref('int_question_group_summed') }}),

withheld as (select * from {{ ref('int_question_group_withheld') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

judged as (
    select
        sums.*,
        sums.school_count >= rule.minimum_school_count as is_of_several,
        sums.is_school_level_releasable
        or (
            sums.entity_type <> 'school'
            and sums.school_count >= rule.minimum_school_count
        ) as is_releasable,
        coalesce(withheld.is_withheld, true) as is_withheld
    from sums
    cross join rules as rule
    left join withheld
        on
            {{ same_paper('sums', 'withheld') }}
            and sums.question_group = withheld.question_group
            and sums.entity_type = withheld.entity_type
            and sums.entity_id = withheld.entity_id
)

select
    own.*,
    {% for reference in ['county', 'stratum'] -%}
        {{ reference }}.score_sum as {{ reference }}_score_sum,
        {{ reference }}.attainable_sum as {{ reference }}_attainable_sum,
        100 * (
            own.score_sum * {{ reference }}.attainable_sum
            - {{ reference }}.score_sum * own.attainable_sum
        ) as {{ reference }}_gap,
        own.attainable_sum * {{ reference }}.attainable_sum as {{ reference }}_base,
    {% endfor -%}
    own.reason is null and own.entity_type <> 'county' and county.entity_id is null
        as is_alone
from judged as own
{% for reference, others, entity in [
    ('county', "('school', 'stratum')", 'own.county_id'),
    ('stratum', "('school')", 'own.stratum_id'),
] -%}
    left join judged as {{ reference }}
        on
            {{ same_paper('own', reference) }}
            and own.question_group = {{ reference }}.question_group
            and own.entity_type in {{ others }}
            and {{ reference }}.entity_type = '{{ reference }}'
            and {{ reference }}.entity_id = {{ entity }}
            and {{ reference }}.is_of_several
            and {{ reference }}.is_releasable
            and not {{ reference }}.is_withheld
{% endfor %}
