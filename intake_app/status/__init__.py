"""Status over time: dated rules as data, what follows from a change, days without cover. Pure."""
