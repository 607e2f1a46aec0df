-- grain: one row per person, school and finance year, from the submission in force
{{ rows_in_force('payroll', 'finance_year') }}
