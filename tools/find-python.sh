#!/bin/sh
# Prints the Python to install with, or says in Dutch what this machine lacks.
# usage: find-python.sh WANTED COMPILER     (WANTED may be empty)

wanted=$1
compiler=${2:-cc}
missing=""

# Adds one thing that is missing, with how to get it.
lacks() {
    missing="$missing
  - $1
      $2"
}

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# python3 first: for that one a system has the header files most often.
if [ -n "$wanted" ]; then
    set -- "$wanted"
else
    set -- python3 python3.13 python3.12 python3.11
fi
python=""
for candidate in "$@"; do
    if fits "$candidate"; then
        python=$candidate
        break
    fi
done

if [ -z "$python" ]; then
    lacks "Python 3.11, 3.12 of 3.13${wanted:+ (PYTHON=$wanted past niet of bestaat niet)}" \
        "Debian of Ubuntu: sudo apt install python3 python3-venv python3-dev
      Staat er al een? Wijs hem aan: PYTHON=/pad/naar/python3.12 make install"
else
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        lacks "de module venv van Python $version" \
            "Debian of Ubuntu: sudo apt install python$version-venv"
    headers=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
    [ -f "$headers/Python.h" ] ||
        lacks "de headerbestanden van Python $version (Python.h)" \
            "Debian of Ubuntu: sudo apt install python$version-dev"
fi

# Unquoted on purpose: CC may hold a command with options.
# shellcheck disable=SC2086
printf '#include <stdio.h>\n' | $compiler -fsyntax-only -x c - 2>/dev/null ||
    lacks "een werkende C-compiler ($compiler): durable-rules wordt hier gecompileerd" \
        "Debian of Ubuntu: sudo apt install build-essential
      macOS: xcode-select --install"

if [ -n "$missing" ]; then
    printf 'De installatie kan niet verder. Op deze computer ontbreekt:%s\n' "$missing" >&2
    echo "Draai daarna opnieuw: make install" >&2
    exit 1
fi
echo "$python"
