"""The living form: instance tree, recalculation, validation, wording, session."""
