"""Fence: which tables a role's session may read and write. The database itself refuses the rest.

SQLite asks before it compiles a statement, so what a role may not see is not fetched and then hidden:
it is never read. The fence binds the program, not the key: who holds the data key could open the file
without the program.
"""

import sqlite3

import msgspec

_OK, _DENY = sqlite3.SQLITE_OK, sqlite3.SQLITE_DENY
_READ = sqlite3.SQLITE_READ
_INSERT, _UPDATE, _DELETE = sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE
_NEVER = frozenset({
    sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_ALTER_TABLE,
    sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_CREATE_TEMP_TABLE, sqlite3.SQLITE_CREATE_VTABLE,
    sqlite3.SQLITE_CREATE_TRIGGER, sqlite3.SQLITE_CREATE_TEMP_TRIGGER, sqlite3.SQLITE_CREATE_VIEW,
    sqlite3.SQLITE_CREATE_TEMP_VIEW, sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_DROP_TRIGGER,
})  # fmt: skip


class Fence(msgspec.Struct, frozen=True):
    """Names of tables; of further tables single columns that may be read or updated, or rows be added."""

    reads: frozenset[str]
    writes: frozenset[str] = frozenset()
    appends: frozenset[str] = frozenset()
    read_columns: dict[str, frozenset[str]] = {}
    update_columns: dict[str, frozenset[str]] = {}

    def decide(self, action: int, first: str | None, second: str | None, *_where: str | None) -> int:
        """Answer SQLite's question (sqlite3_set_authorizer): table in ``first``, column in ``second``."""
        table, column = first or "", second or ""
        if action == _READ:
            is_open = table in self.reads or column in self.read_columns.get(table, ())
        elif action == _INSERT:
            is_open = table in self.writes or table in self.appends
        elif action == _UPDATE:
            is_open = table in self.writes or column in self.update_columns.get(table, ())
        elif action == _DELETE:
            is_open = table in self.writes
        else:
            is_open = action not in _NEVER
        return _OK if is_open else _DENY
