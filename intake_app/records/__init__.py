"""The nouns: frozen typed records that may cross a floor or a thread. No behaviour beyond themselves."""
