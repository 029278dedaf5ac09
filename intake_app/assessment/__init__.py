"""Life domains, ratings, the gate that asks for strengths first, and what follows from the values."""
