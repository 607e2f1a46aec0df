{% set grades = ['a', 'b', 'c', 'd'] %}
-- grain: one row per exam, subject and entity (school or county) with graded results
-- held against the county by order alone: the chance that a pupil of the entity has a
-- better grade than one of the county, ties by half (Vargha and Delaney 2000)
with sums as (select * from {{ ref('int_graded_summed') }}),

withheld as (select * from {{ ref('int_graded_withheld') }}),

exams as (select * from {{ ref('dim_exam') }}),

weights as (
    select
        {% for grade in grades -%}
            max(case when grade_code = '{{ grade }}' then weight end)
                as {{ grade }}_weight,
        {% endfor -%}
        count(*) as grade_count
    from {{ ref('grade_weight') }}
),

compared as (
    select
        sums.*,
        {% for grade in grades -%}
            county.{{ grade }}_count as county_{{ grade }}_count,
        {% endfor -%}
        county.assessed_count as county_assessed_count
    from sums
    inner join sums as county
        on
            {{ same_paper('sums', 'county') }}
            and county.entity_type = 'county'
)

select
    cast(compared.county_id as string) as county_id,
    cast(compared.exam_id as string) as exam_id,
    cast(compared.subject as string) as subject,
    cast(compared.entity_type as string) as entity_type,
    cast(compared.entity_id as string) as entity_id,
    cast(exam.school_year as integer) as school_year,
    cast(compared.school_count as integer) as school_count,
    cast(compared.contradicting_school_count as integer) as contradicting_school_count,
    cast(compared.assessed_count as integer) as assessed_count,
    {% for grade in grades -%}
        cast(compared.{{ grade }}_count as integer) as {{ grade }}_count,
    {% endfor -%}
    {% for grade in grades -%}
        {{ ratio('compared.' ~ grade ~ '_count', 'compared.assessed_count') }}
            as {{ grade }}_ratio,
    {% endfor -%}
    {{ ratio('compared.a_count + compared.b_count', 'compared.assessed_count') }}
        as b_or_better_ratio,
    {{ ratio(
        'compared.a_count + compared.b_count + compared.c_count',
        'compared.assessed_count'
    ) }} as c_or_better_ratio,
    {{ ratio(
        '100 * (compared.a_count * weights.a_weight'
        ' + compared.b_count * weights.b_weight'
        ' + compared.c_count * weights.c_weight'
        ' + compared.d_count * weights.d_weight)',
        'compared.assessed_count'
    ) }} as grade_index,
    {{ ratio(
        '2 * (compared.a_count * (compared.county_assessed_count - compared.county_a_count)'
        ' + compared.b_count * (compared.county_c_count + compared.county_d_count)'
        ' + compared.c_count * compared.county_d_count)'
        ' + compared.a_count * compared.county_a_count'
        ' + compared.b_count * compared.county_b_count'
        ' + compared.c_count * compared.county_c_count'
        ' + compared.d_count * compared.county_d_count',
        '2 * compared.assessed_count * compared.county_assessed_count'
    ) }} as superiority,
    cast(
        case
            when compared.school_count = 0 then 'grades_disagree'
            when compared.assessed_count = 0 then 'nobody_assessed'
        end as string
    ) as reason,
    cast(withheld.is_releasable as boolean) as is_releasable,
    cast(withheld.is_suppressed as boolean) as is_suppressed
from compared
cross join weights
inner join withheld
    on
        {{ same_paper('compared', 'withheld') }}
        and compared.entity_type = withheld.entity_type
        and compared.entity_id = withheld.entity_id
left join exams as exam
    on compared.county_id = exam.county_id and compared.exam_id = exam.exam_id
