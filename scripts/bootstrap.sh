#!/bin/sh
# Set up the project's own virtual environment: scripts/bootstrap.sh PYTHON VENV GROUP
#
# Installs the project (editable, with the linter's libraries) and one dependency group of pyproject.toml.
# A stamp per group holds a checksum of everything the installation depends on, so that a second run takes no time.
set -eu

python=$1
venv=$2
group=$3
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"

fail() {
    echo "error: $*" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    fail "no '$python' here: install Python 3.10 or newer, or name yours: make demo PYTHON=/path/to/python"
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) ||
    fail "'$python' does not run: name another Python: make demo PYTHON=/path/to/python"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    fail "'$python' is Python $version, 3.10 or newer is needed: make demo PYTHON=/path/to/python"

if [ -e "$venv" ] && [ ! -f "$venv/pyvenv.cfg" ] && [ -n "$(ls -A "$venv")" ]; then
    fail "$venv is there and is no virtual environment: name another one: make demo VENV=/path/to/folder"
fi
found=$("$venv/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || found=none
if [ "$found" != none ] && [ "$found" != "$version" ] && ! ls "$venv"/.foundry-* >/dev/null 2>&1; then
    # Somebody else made it: theirs to keep, and ours to use.
    "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
        fail "$venv holds Python $found, 3.10 or newer is needed: name another one: make demo VENV=/path/to/folder"
    echo "Using the Python $found of $venv, which was there before" >&2
    version=$found
fi
# One that does not run (its Python is gone), or ours of another version than asked for, is made anew.
if [ "$found" != "$version" ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python $version cannot make virtual environments; on Debian and Ubuntu: apt-get install python$version-venv"
    echo "Setting up $venv with Python $version (first time only) ..." >&2
    "$python" -m venv --clear "$venv" || fail "could not make the virtual environment $venv"
fi

stamp=$venv/.foundry-$group
wanted="$version $here $(cat pyproject.toml scripts/bootstrap.sh | cksum)"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

echo "Installing foundry-logging and its '$group' dependencies into $venv (up to a minute) ..." >&2
pip() {
    "$venv/bin/python" -m pip --disable-pip-version-check "$@" >"$venv/setup.log" 2>&1 || {
        cat "$venv/setup.log" >&2
        fail "pip could not install what is needed (its message is above)"
    }
}
"$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null || fail "no pip in $venv"
pip install 'pip>=25.1' # the first that knows --group
pip install --editable '.[lint]' --group "$group"
printf '%s\n' "$wanted" >"$stamp"
