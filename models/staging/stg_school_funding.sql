-- grain: one row per school, item of money and finance year
{{ rows_in_force('school_funding', 'finance_year') }}
