-- grain: one row per county, exam and subject there is, whether or not somebody sat it
-- what every sheet of scores says of a paper before its figures
with exams as (select * from {{ ref('dim_exam') }}),

subjects as (select * from {{ ref('dim_subject') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    exam.county_id,
    newest.county_name,
    exam.exam_id,
    subject.subject,
    exam.school_year,
    cast({{ school_year_text('exam.school_year') }} as string) as school_year_name,
    exam.exam_name,
    cast(source.name_zh as string) as source_type_name,
    exam.grade,
    subject.name_zh as subject_name,
    cast(mark.name_zh as string) as watermark
from exams as exam
cross join subjects as subject
left join newest_cycles as newest
    on exam.county_id = newest.county_id
left join codes as source
    on source.list_id = 'source_type' and exam.source_type = source.code
left join words as mark
    on
        {{ word_of('mark', 'watermark', 'exam.legal_status') }}
        and exam.is_watermarked
