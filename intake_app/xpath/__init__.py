"""ODK XPath: tokens, parser, values, functions by kind, compiled to closures."""
