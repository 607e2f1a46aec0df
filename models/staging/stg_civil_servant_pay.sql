-- grain: one row per category and finance year, from the submission in force
{{ rows_in_force('civil_servant_pay', 'finance_year') }}
