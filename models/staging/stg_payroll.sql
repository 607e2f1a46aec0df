-- grain: one row per person, school, finance year and year of payment, of what is in
-- force
{{ rows_in_force('payroll', 'finance_year') }}
