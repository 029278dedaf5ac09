"""In which language a question stood before the client when it was answered."""

import msgspec


class Trail(msgspec.Struct, frozen=True):
    """``first`` is the language of the first answer; later corrections change only ``language``."""

    first: str
    language: str
    reviewed: bool = True  # was that text read by a native speaker?
    oral: bool = False  # translated orally

    def after(self, before: "Trail") -> "Trail":
        """Return this trail as the next one of an earlier answer."""
        return Trail(before.first, self.language, self.reviewed, before.oral)

    def with_oral(self, oral: bool) -> "Trail":
        """Return the trail with another mark."""
        return Trail(self.first, self.language, self.reviewed, oral)
