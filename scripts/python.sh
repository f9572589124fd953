#!/bin/sh
# Runs a script with the first Python 3.11 or later of this machine that can make environments.
# `ensurepip` is asked for too: Debian's python3 without python3-venv has `venv` but cannot fill one.
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$candidate" "$@"
    fi
done
echo "Strikeline needs Python 3.11 or later that can make environments; on Debian: apt install python3-venv make" >&2
exit 2
