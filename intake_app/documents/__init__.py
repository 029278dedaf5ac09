"""Papers people can hold: fonts, bidi paragraphs, page frame, one module per document."""
