{% set variables = value_added_variables() %}
{% set paper = 'county_id, exam_id, subject, model_id' %}
{% set names = variables | list %}
-- grain: one row per county, exam, subject, model, school and pair of variables
-- the paper's own totals stand under a blank school; as in int_paper_school_summed
with schools as (select * from {{ ref('int_value_added_school_summed') }}),

models as (select * from {{ ref('value_added_model') }}),

totals as (
    select
        {{ paper }},
        {% for a in names %}
            cast(sum({{ a }}_sum) as decimal(17, 7)) as {{ a }}_sum,
        {% endfor %}
        cast(sum(pupil_count) as decimal(9, 0)) as pupil_count
    from schools
    group by {{ paper }}
),

summed as (
    {% for a in names %}
        select
            {{ paper }},
            '' as school_id,
            '{{ a }}' as first,
            '' as second,
            pupil_count,
            cast({{ a }}_sum as decimal(38, 14)) as value
        from totals
        union all
        select
            schools.county_id,
            schools.exam_id,
            schools.subject,
            schools.model_id,
            schools.school_id,
            '{{ a }}' as first,
            '' as second,
            schools.pupil_count,
            cast(
                totals.pupil_count * cast(schools.{{ a }}_sum as decimal(19, 7))
                - schools.pupil_count * cast(totals.{{ a }}_sum as decimal(19, 7))
                as decimal(38, 14)
            ) as value
        from schools
        inner join totals
            on
                schools.county_id = totals.county_id
                and schools.exam_id = totals.exam_id
                and schools.subject = totals.subject
                and schools.model_id = totals.model_id
        {% for b in names[loop.index0:] %}
            union all
            select
                {{ paper }},
                school_id,
                '{{ a }}' as first,
                '{{ b }}' as second,
                pupil_count,
                cast(
                    pupil_count * {{ a }}_by_{{ b }}
                    - {{ a }}_sum * cast({{ b }}_sum as decimal(19, 7))
                    as decimal(38, 14)
                ) as value
            from schools
        {% endfor %}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

known as (
    {% for a, flag in variables.items() %}
        select
            model_id,
            '{{ a }}' as variable
        from models
        where {{ flag }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    summed.county_id,
    summed.exam_id,
    summed.subject,
    summed.model_id as model,
    summed.school_id,
    summed.first,
    summed.second,
    cast(summed.pupil_count as bigint) as pupil_count,
    summed.value
from summed
inner join known as one
    on summed.model_id = one.model_id and summed.first = one.variable
left join known as other
    on summed.model_id = other.model_id and summed.second = other.variable
where summed.second = '' or other.variable is not null
