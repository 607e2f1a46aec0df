-- grain: one row per move in the ledger of a school year, from the submission in force
{{ rows_in_force('teacher_exchange', 'school_year') }}
