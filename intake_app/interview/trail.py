"""In which language a question stood before the client when it was answered, and who interpreted."""

import msgspec


class Trail(msgspec.Struct, frozen=True):
    """``first`` is the language of the first answer; later corrections change only ``language``."""

    first: str
    language: str
    reviewed: bool = True  # was that text read by a native speaker?
    oral: bool = False  # translated orally
    interpreter: str = ""  # assignment id of who interpreted at the last answer

    def after(self, before: "Trail") -> "Trail":
        """Return this trail as the next one of an earlier answer."""
        return msgspec.structs.replace(self, first=before.first, oral=before.oral)

    def with_oral(self, oral: bool) -> "Trail":
        """Return the trail with another mark."""
        return msgspec.structs.replace(self, oral=oral)
