"""The terminal door: ``intake-app COMMAND``; each command lives in its own module."""

import sys

from intake_app.commands import run_command


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 on success, 1 on findings or expected trouble, 2 on wrong use."""
    return run_command(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
