-- grain: one row per school whose staff is counted and school year: the posts that its
-- pupils call for
-- a small village primary school or point has as many as its classes call for, if that
-- is more (生师比与班师比相结合); where no rule says how many a class has, that is open
with schools as (select * from {{ ref('int_school_staffed') }}),

stages as (select * from {{ ref('int_stage_staffed') }}),

rules as (select * from {{ ref('int_staffing_rule_resolved') }}),

summed as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        count(*) as stage_count,
        count(case when stages.stage = 'primary' then 1 end) as primary_count,
        sum(stages.class_count) as class_count,
        case
            when count(*) = count(stages.pupil_count) then sum(stages.pupil_count)
        end as pupil_count,
        case
            when count(*) = count({{ ratio('stages.pupil_count', 'rules.value') }})
                then {{ exact_sum(ratio('stages.pupil_count', 'rules.value')) }}
        end as pupil_norm_post_count
    from stages
    left join rules
        on
            rules.parameter = 'pupils_per_post'
            and stages.county_id = rules.county_id
            and stages.school_year = rules.school_year
            and stages.stage = rules.stage
    group by stages.county_id, stages.school_year, stages.school_id
),

classed as (
    select
        summed.*,
        schools.urban_rural = 'village'
        and summed.primary_count = summed.stage_count
        and summed.pupil_count < small.value as is_small_village_school,
        summed.class_count * per_class.value as posts_of_classes
    from summed
    inner join schools
        on
            summed.county_id = schools.county_id
            and summed.school_year = schools.school_year
            and summed.school_id = schools.school_id
    left join rules as small
        on
            small.parameter = 'small_school_pupil_limit'
            and small.stage = 'primary'
            and summed.county_id = small.county_id
            and summed.school_year = small.school_year
    left join rules as per_class
        on
            per_class.parameter = 'posts_per_class'
            and per_class.stage = 'primary'
            and summed.county_id = per_class.county_id
            and summed.school_year = per_class.school_year
)

select
    county_id,
    school_year,
    school_id,
    is_small_village_school,
    pupil_norm_post_count,
    case when is_small_village_school then cast(posts_of_classes as double) end
        as class_norm_post_count,
    case
        when not is_small_village_school then pupil_norm_post_count
        when is_small_village_school and posts_of_classes is not null
            then greatest(pupil_norm_post_count, cast(posts_of_classes as double))
    end as norm_post_count
from classed
