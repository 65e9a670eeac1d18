#!/bin/sh
# Installs Chromium for the tests of the web pages, when there is no such browser yet.
# usage: install-chromium.sh

# The headless shell is the same browser without a window: a third faster in these tests.
for candidate in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$candidate" >/dev/null && exit 0
done

stuck() {
    echo "De tests van de webpagina's draaien in Chromium. Dat staat niet op deze computer en" >&2
    echo "kon niet worden geïnstalleerd: $1." >&2
    echo "  Debian of Ubuntu: sudo apt-get install chromium" >&2
    echo "Draai daarna opnieuw: make test" >&2
    exit 1
}

command -v apt-get >/dev/null || stuck "apt-get ontbreekt"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    stuck "dat mag alleen de beheerder (root)"
fi

echo "Chromium installeren ..."
# Unquoted on purpose: it holds several words, or none.
# shellcheck disable=SC2086
install() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --quiet --no-install-recommends "$1" >/dev/null 2>&1
}
update() {
    $as_root apt-get update --quiet --quiet >/dev/null 2>&1
}
# A package list may be too old or not there at all; fetch it only then.
install chromium-headless-shell ||
    { update && { install chromium-headless-shell || install chromium; }; } ||
    stuck "apt-get kreeg het pakket niet"
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null ||
    stuck "apt-get was klaar, maar chromium is er niet"
