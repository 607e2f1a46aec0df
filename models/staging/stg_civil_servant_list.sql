-- grain: one row per civil servant, finance year and year of payment
{{ rows_in_force('civil_servant_list', 'finance_year') }}
