-- grain: one row per teacher, title and school year of the register
{{ rows_in_force('backbone_title', 'school_year') }}
