"""The signed age batch and its receipt."""
