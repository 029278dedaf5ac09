"""The terminal door, one module per command."""
