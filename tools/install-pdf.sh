#!/bin/sh
# Installs what WeasyPrint needs to make a PDF, when it is not there yet. Never fails: everything
# else works without it, so what cannot be installed is only told.
# usage: install-pdf.sh PYTHON

packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"

# Asks the loader, as WeasyPrint will, so that libraries from elsewhere count too.
present() {
    "$1" - <<'EOF' 2>/dev/null
from ctypes.util import find_library

wanted = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
raise SystemExit(not all(map(find_library, wanted)))
EOF
}

told() {
    echo "Een PDF maken kan nog niet; al het andere wel. Op Debian of Ubuntu helpt:" >&2
    echo "  sudo apt-get install $packages" >&2
    exit 0
}

present "$1" && exit 0
command -v apt-get >/dev/null || told
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    told
fi

echo "Bibliotheken voor PDF installeren ..."
# Unquoted on purpose: both hold several words, or none.
# shellcheck disable=SC2086
install() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --quiet --no-install-recommends $packages >/dev/null 2>&1
}
# A package list may be too old or not there at all; fetch it only then.
install || { $as_root apt-get update --quiet --quiet >/dev/null 2>&1 && install; } || told
present "$1" || told
