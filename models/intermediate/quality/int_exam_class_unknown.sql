-- grain: one row per exam, school and class that no form of the school names
-- asked only of a grade whose list of classes is whole
with scores as (select * from {{ ref('int_score_listed') }}),

papers as (select * from {{ ref('stg_exam') }}),

known as (select * from {{ ref('int_class_known') }}),

exams as (
    select
        county_id,
        exam_id,
        min(grade) as grade
    from papers
    group by county_id, exam_id
),

places as (
    -- distinct: a class has many pupils and papers
    select distinct
        score.county_id,
        score.exam_id,
        score.school_id,
        score.class_name,
        score.school_year,
        exam.grade
    from scores as score
    inner join exams as exam
        on score.county_id = exam.county_id and score.exam_id = exam.exam_id
    where score.school_id is not null and score.class_name is not null
),

whole as (
    -- distinct: a grade has several classes
    select distinct
        county_id,
        school_id,
        school_year,
        grade
    from known
    where is_whole
)

select
    places.county_id,
    places.exam_id,
    places.school_id,
    places.class_name
from places
inner join whole
    on
        places.county_id = whole.county_id
        and places.school_id = whole.school_id
        and places.school_year = whole.school_year
        and places.grade = whole.grade
left join known
    on
        places.county_id = known.county_id
        and places.school_id = known.school_id
        and places.school_year = known.school_year
        and places.grade = known.grade
        and places.class_name = known.class_name
where known.class_name is null
