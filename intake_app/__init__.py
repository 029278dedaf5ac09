"""Everything a person can do with Ankommen, without a window: rooms below, services above."""

__version__ = "0.1.0"
