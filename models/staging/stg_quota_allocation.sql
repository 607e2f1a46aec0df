-- grain: one row per good senior school, kind of places, junior school and school year
{{ rows_in_force('quota_allocation', 'school_year') }}
