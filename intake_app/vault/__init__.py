"""The vault: keys and keyslots, the encrypted database, one module of SQL per noun, audit chain, backups.

Nothing personal is ever written outside the encrypted database; what stands beside it (keyslots,
attempt counter, mirrored audit head, recovery file) is listed in ``vault.files``.
"""
