"""What a person does, grouped by noun: one function, one transaction, one audit line."""
