"""Finding a person: name normalisation, search keys, comparison with reasons."""
