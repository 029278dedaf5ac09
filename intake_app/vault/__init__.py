"""Keys, keyslots, the encrypted database, its migrations, one module of SQL per noun."""
