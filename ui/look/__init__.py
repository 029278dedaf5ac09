"""Theme, type, icons, style sheet: the only place with colours."""
