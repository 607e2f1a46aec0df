-- grain: one row per county, exam, subject and stratum of a sample
-- schools are drawn, then pupils in them: (1 − f)·n÷(n − 1)·Σ(z − z̄)² of schools, and
-- f times the same of the pupils of each school
with schools as (select * from {{ ref('int_sample_school_summed') }}),

sums as (select * from {{ ref('int_sample_summed') }}),

strata as (select * from {{ ref('int_sample_stratum_planned') }}),

placed as (
    select
        schools.*,
        stratum.population_school_count,
        {{ ratio('schools.stratum_school_count', 'stratum.population_school_count') }}
            as school_fraction,
        -- of all pupils planned for, the school has what its takers stand for, less
        -- what it stands for itself
        {{ ratio('schools.taker_count', 'stratum.planned_pupil_count') }}
        * {{ ratio('stratum.population_school_count', 'schools.stratum_school_count') }}
        * {{ ratio('sums.weight_sum', 'schools.weight_sum') }} as pupil_fraction
    from schools
    inner join sums
        on {{ same_paper('schools', 'sums') }}
    left join strata as stratum
        on
            schools.county_id = stratum.county_id
            and schools.exam_id = stratum.exam_id
            and schools.sample_stratum = stratum.sample_stratum
)

select
    county_id,
    exam_id,
    subject,
    sample_stratum,
    stratum_school_count as school_count,
    population_school_count,
    {{ exact_sum('weighted_square_sum') }} as weighted_square_sum,
    -- the only school of its stratum was not left to chance
    case
        when population_school_count = 1 then cast(0 as double)
        else {{ ratio(
            'stratum_school_count * ' ~ exact_sum('part_sum * part_sum')
            ~ ' - power(' ~ exact_sum('part_sum') ~ ', 2)',
            'stratum_school_count - 1'
        ) }} * (1 - coalesce(max(school_fraction), 0))
    end as between_variance,
    {{ exact_sum(
        'case when pupil_fraction < 1 and taker_count > 1'
        ' then school_fraction * (1 - pupil_fraction)'
        ' * (taker_count * squared_part_sum - part_sum * part_sum)'
        ' / (taker_count - 1) else 0 end'
    ) }} as within_variance
from placed
group by
    county_id,
    exam_id,
    subject,
    sample_stratum,
    stratum_school_count,
    population_school_count
