-- grain: one row per category, finance year and year of payment, of what is in force
{{ rows_in_force('civil_servant_pay', 'finance_year') }}
