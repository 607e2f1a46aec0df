-- grain: one row per school and finance year
{{ rows_in_force('village_allowance_school', 'finance_year') }}
