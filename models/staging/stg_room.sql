-- grain: one row per room for music or fine art, school and school year
{{ rows_in_force('room', 'school_year') }}
