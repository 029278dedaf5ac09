"""Figures with peers or a floor measured in the same run; never asserts, because machines are noisy."""
