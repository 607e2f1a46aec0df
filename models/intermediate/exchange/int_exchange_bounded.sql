-- grain: one row per county, exchange year and count mode
-- whole numbers against the limits: count ≥ limit × of how many; possible: the best
-- that open moves and unknown titles can bring; sure: the worst
with limited as (
    select * from {{ ref('int_exchange_limited') }}
    where entity_type = 'county'
),

indicators as (select * from {{ ref('indicator') }}),

based as (
    select
        limited.*,
        indicator.print_tolerance,
        cast(limited.listed_count as decimal(10, 0)) as whole_listed,
        -- the eligible do not grow with a move that is still open
        cast(
            case
                when limited.backbone_share_of = 'eligible' then limited.listed_count
                else limited.away_count
            end as decimal(10, 0)
        ) as whole_of,
        cast(
            case
                when limited.backbone_share_of = 'eligible' then 0
                else limited.undecided_backbone_count
            end as decimal(10, 0)
        ) as more_with_title,
        cast(
            case
                when limited.backbone_share_of = 'eligible' then 0
                else limited.undecided_other_count
            end as decimal(10, 0)
        ) as more_without_title
    from limited
    left join indicators as indicator
        on indicator.indicator_id = 'G11-exchange'
)

select
    *,
    away_count >= exchange_limit * whole_listed as is_exchange_met,
    away_count >= (exchange_limit - print_tolerance) * whole_listed as is_exchange_near,
    away_count + undecided_count >= exchange_limit * whole_listed
        as is_exchange_possible,
    backbone_exchanged_count >= backbone_limit * (whole_of + more_without_title)
        as is_backbone_sure,
    backbone_exchanged_count + title_unknown_count + undecided_backbone_count
    >= backbone_limit * (whole_of + more_with_title) as is_backbone_possible,
    backbone_exchanged_count >= (backbone_limit - print_tolerance) * whole_of
        as is_backbone_near
from based
