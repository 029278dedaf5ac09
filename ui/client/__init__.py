"""The client's own window: one question, large, in the client's language, answered by touch."""
