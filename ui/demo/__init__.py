"""The main job without a screen, through the window's own screens."""
