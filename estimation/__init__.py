"""The one place outside SQL that computes a figure: variance components of schools, and what each
school adds, from exact sums by school. No pupil is seen here, and nothing else of the house."""
