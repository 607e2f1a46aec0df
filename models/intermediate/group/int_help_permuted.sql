-- grain: one row per term with scores, school year since which schools are helped, and
-- draw of as many schools; draw 0 are those that really are
-- only where five and five schools have two earlier terms; who is drawn depends on
-- nothing but the number of the draw and the school
with compared as (
    select * from {{ ref('int_help_compared') }}
    where baseline_term_count >= 2
),

digits as (
    select digit.digit from (
        values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)
    ) as digit (digit)
),

counted as (
    select
        *,
        count(case when is_helped then 1 end) over (
            partition by county_id, term_id, helped_since
        ) as helped_count,
        count(*) over (partition by county_id, term_id, helped_since) as school_count
    from compared
),

draws as (
    select
        counted.*,
        hundred.digit * 100 + ten.digit * 10 + one.digit as draw
    from counted
    cross join digits as hundred
    cross join digits as ten
    cross join digits as one
    where counted.helped_count >= 5 and counted.school_count - counted.helped_count >= 5
),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, term_id, helped_since, draw
            order by md5(cast(draw as string) || '|' || school_id), school_id
        ) as turn
    from draws
),

drawn as (
    select
        *,
        case when draw = 0 then is_helped else turn <= helped_count end as is_drawn
    from ordered
)

select
    county_id,
    term_id,
    helped_since,
    draw,
    helped_count,
    school_count - helped_count as comparison_count,
    {{ exact_sum('case when is_drawn then baseline_t_score else 0 end') }}
        as drawn_baseline_sum,
    {{ exact_sum('case when is_drawn then t_score else 0 end') }} as drawn_sum,
    {{ exact_sum('baseline_t_score') }} as baseline_sum,
    {{ exact_sum('t_score') }} as score_sum,
    {{ exact_sum('baseline_t_score * baseline_t_score') }} as baseline_square_sum,
    {{ exact_sum('baseline_t_score * t_score') }} as product_sum
from drawn
group by county_id, term_id, helped_since, draw, helped_count, school_count
