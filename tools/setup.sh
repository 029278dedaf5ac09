#!/bin/sh
# Builds .venv from the locked requirements and, on Debian, installs what tests and figures use.
# Quick when nothing changed: a stamp holds the hash of everything the environment was made from.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
stamp=.venv/.made-from
want=$(cat requirements-dev.lock tools/setup.sh | sha256sum | cut -d' ' -f1)

debian_packages() {
    # Qt's own libraries first, then the public tools that tests and figures compare with.
    command -v apt-get >/dev/null 2>&1 || return 0
    missing=""
    for package in libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0 \
        age openssh-client poppler-utils strace postgresql unicode-data; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
            missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    if [ "$(id -u)" = 0 ]; then
        echo "setup: installing Debian packages:$missing"
        (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $missing) \
            >.venv/apt.log 2>&1 || echo "setup: could not install$missing (see .venv/apt.log); tests that need them will say so and skip"
    else
        echo "setup: these Debian packages are missing:$missing"
        echo "setup: install them with: sudo apt-get install$missing"
        echo "setup: the program runs without age, strace, poppler-utils and postgresql; tests that need them say so and skip"
    fi
}

if [ "$(cat $stamp 2>/dev/null || true)" != "$want" ]; then
    echo "setup: building .venv (a few minutes the first time)"
    # Debian without python3-venv has no ensurepip: make the environment bare and let the system's pip fill it.
    if [ ! -x .venv/bin/python ]; then
        "$python" -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; "$python" -m venv --without-pip .venv; }
    fi
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        pip=".venv/bin/python -m pip"
    else
        pip="$python -m pip --python .venv/bin/python"
    fi
    $pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
    # The checkout itself: a path file, so that no build step and no index is needed.
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    pwd >"$site/ankommen-checkout.pth"
    cat >.venv/bin/intake-app <<SCRIPT
#!$(pwd)/.venv/bin/python
import sys
from intake_app.__main__ import main
sys.exit(main())
SCRIPT
    chmod +x .venv/bin/intake-app
    debian_packages
    echo "$want" >$stamp
fi
