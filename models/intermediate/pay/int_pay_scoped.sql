-- grain: one row per person, school, finance year and year of payment of the payroll
-- staffed teachers of a compulsory stage, in post, paid for some months; who is on no
-- roster is what the payroll says, and is counted apart; a reward paid later counts as
-- the year's slip that it belongs to
with payroll as (select * from {{ ref('stg_payroll') }}),

places as (select * from {{ ref('int_pay_school_placed') }}),

-- a finance year has two school years; each roster row stands at both, so that they are
-- found by equal keys
rostered as (
    select
        staff.*,
        staff.school_year + later.years as finance_year
    from {{ ref('int_teacher_rostered') }} as staff
    cross join (values (0), (1)) as later (years)
),

scopes as (select * from {{ ref('indicator_scope') }}),

payments as (
    select
        *,
        sum(month_count) over (
            partition by county_id, finance_year, teacher_token, school_id
        ) as year_month_count
    from payroll
),

-- the roster of the school that paid before any other's, then the newer one
slips as (
    select
        pay.*,
        staff.staffing,
        staff.post_status,
        row_number() over (
            partition by
                pay.county_id,
                pay.finance_year,
                pay.teacher_token,
                pay.school_id,
                pay.payment_year
            order by
                case when staff.school_id = pay.school_id then 0 else 1 end asc,
                staff.school_year desc
        ) as preference
    from payments as pay
    left join rostered as staff
        on
            pay.county_id = staff.county_id
            and pay.teacher_token = staff.teacher_token
            and pay.finance_year = staff.finance_year
)

select
    slip.county_id,
    cast(slip.finance_year as integer) as finance_year,
    cast(coalesce(slip.payment_year, slip.finance_year) as integer) as payment_year,
    slip.teacher_token,
    slip.school_id,
    slip.stage,
    place.urban_rural,
    slip.title,
    slip.month_count,
    slip.gross_pay_yuan,
    case
        when slip.person_category in ('temporary', 'retired') then 'not_staff'
        when slip.year_month_count <= 0 then 'no_month'
        when place.school_id is null then 'school_unlisted'
        when place.scope_reason <> 'counted' then place.scope_reason
        when not {{ is_one_of('slip.stage', 'scope.stage_scope') }}
            then 'not_compulsory'
        when slip.staffing <> 'staffed' then 'not_staffed'
        when slip.post_status = 'off_post' then 'off_post'
        when slip.person_category <> 'teacher' then 'not_teacher'
        when slip.staffing is null then 'counted_unrostered'
        else 'counted'
    end as scope_reason
from slips as slip
left join places as place
    on
        slip.county_id = place.county_id
        and slip.finance_year = place.finance_year
        and slip.school_id = place.school_id
cross join scopes as scope
where slip.preference = 1 and scope.scope_id = 'G8'
