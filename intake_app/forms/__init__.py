"""XLSForm and XForm files become frozen form definitions, with findings that say how to mend them."""
