"""The reference receiver: verify, load, answer with a signed receipt."""
