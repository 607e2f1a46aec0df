"""How rpt_ tables become workbooks and pages. No figure is computed here."""
