"""Finding a person: name normalisation, search keys, comparison with reasons.

Three doors: :func:`search_keys` for what is stored beside a name, :func:`match_query` to order the
hits of a search, :func:`compare` to warn of a second registration. It warns; it never decides.
"""

from intake_app.identity.compare import Match, compare, is_assigned
from intake_app.identity.keys import KEYS_VERSION, search_keys, search_prefixes
from intake_app.identity.query import match_query

__all__ = ["KEYS_VERSION", "Match", "compare", "is_assigned", "match_query", "search_keys", "search_prefixes"]
