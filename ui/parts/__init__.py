"""Small pieces every screen uses."""
