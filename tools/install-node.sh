#!/bin/sh
# Installs the packages of package-lock.json in node_modules, or says in Dutch what is missing.
# usage: install-node.sh

lacks() {
    echo "De installatie kan niet verder. De opmaak van de webpagina's wordt gebouwd met Node.js" >&2
    echo "18.18 of nieuwer en npm; op deze computer $1." >&2
    echo "  Debian 12 of nieuwer, Ubuntu 24.10 of nieuwer: sudo apt install nodejs npm" >&2
    echo "  Andere systemen: nodejs.org" >&2
    echo "Draai daarna opnieuw: make install" >&2
    exit 1
}

command -v node >/dev/null || lacks "ontbreekt node"
command -v npm >/dev/null || lacks "ontbreekt npm"
node -e 'const [a, b] = process.versions.node.split(".");
process.exit(a > 18 || (a == 18 && b >= 18) ? 0 : 1)' ||
    lacks "staat Node.js $(node --version)"

echo "Pakketten voor de webpagina's installeren in node_modules ..."
# Nothing in the lock needs to run a script of its own.
npm ci --ignore-scripts --silent || {
    echo "De pakketten van package-lock.json konden niet worden opgehaald (npm ci)." >&2
    echo "Is er verbinding? Probeer het dan opnieuw: make install" >&2
    exit 1
}
