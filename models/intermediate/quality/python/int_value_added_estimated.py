"""One row per figure of a model of value added: estimation/rows.py, inside `dbt build`.

On Spark the SQL of the same name in ../spark/ stands in its place.
"""

from estimation.rows import table


def model(dbt, session):
    """What dbt calls: figures from the sums of int_value_added_summed."""
    dbt.config(materialized="table")
    return table(dbt.ref("int_value_added_summed").to_arrow_table())
