#!/usr/bin/env bash
# What the Makefile's targets need, put in place only where it is missing or out of date:
#
#   tests/setup.sh site     .venv with requirements.lock: enough to build and to preview
#   tests/setup.sh tools    .venv with requirements-dev.lock, which holds the former: linters, pytest, uv
#   tests/setup.sh tests    tools, and what the browser tests and the HTML checker run on
#   tests/setup.sh quality  tests, and Lighthouse
#
# Exit code 2 says that something is missing which only the reader can install; the message names the command.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
nu=tests/nu
lighthouse=tests/quality/lighthouse
# Of these two, what the mode needs.
from_npm=()

stop() {
    printf '%s\n' "$@" >&2
    exit 2
}

# The interpreter behind a command, as one line. Inside a virtual environment this names what it was made from.
identity() {
    "$1" -c 'import sys; print(*sys.version_info[:3], sys.base_prefix)' 2>/dev/null
}

check_python() {
    command -v "$python" >/dev/null ||
        stop "$python is not to be found. Install Python 3.11 or newer: apt-get install python3 python3-venv" \
            "or name another one: make PYTHON=python3.12 …"
    asked=$(identity "$python") || stop "$python does not run."
    read -r major minor _ prefix <<<"$asked"
    ((major > 3 || (major == 3 && minor >= 11))) ||
        stop "Python 3.11 or newer is needed; $python is $major.$minor." \
            "Install one, or name one that is there: make PYTHON=python3.12 …"
}

# Scripts in a virtual environment hold its absolute path, so one that was moved is made again.
venv_is_sound() {
    [ "$(cat .venv/made-for 2>/dev/null)" = "$asked $PWD" ] && [ "$(identity .venv/bin/python)" = "$asked" ]
}

make_venv() {
    local base
    # Debian splits ensurepip off from Python: `venv` can be imported there, and then fails half-way.
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "The venv module of $python is missing or incomplete. Install it: apt-get install python3-venv"
    base=$(command -v "$python")
    # With .venv itself activated, that lies inside the folder which is about to be removed.
    [[ $base != "$PWD"/.venv/* ]] || base=$prefix/bin/python$major.$minor
    rm -rf .venv
    echo "Making .venv"
    "$base" -m venv .venv || { rm -rf .venv; stop "$base could not make a virtual environment."; }
    echo "$asked $PWD" >.venv/made-for
}

digest() {
    .venv/bin/python -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"
}

# Each lock has a stamp with the digest of what was installed. The development lock holds the other one,
# version for version, and therefore sets both stamps.
install_lock() {
    local lock=$1 wanted
    wanted=$(digest "$lock")
    [ "$(cat ".venv/$lock" 2>/dev/null)" = "$wanted" ] && return
    echo "Installing $lock into .venv"
    if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes \
        --requirement "$lock"; then
        # An environment that never was whole is of no use to anybody.
        [ -f .venv/requirements.lock ] || rm -rf .venv
        stop "$lock could not be installed."
    fi
    echo "$wanted" >".venv/$lock"
    [ "$lock" != requirements-dev.lock ] || digest requirements.lock >.venv/requirements.lock
}

have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_firefox() { command -v firefox-esr || command -v firefox; }
have_chinese_font() { command -v fc-list && [ -n "$(fc-list :lang=zh-tw family)" ]; }
have_latin_font() { command -v fc-list && [ -n "$(fc-list 'Liberation Serif' family)" ]; }
have_driver() { .venv/bin/python -m playwright --version; }
have_nginx() {
    { command -v nginx || [ -x /usr/sbin/nginx ]; } && [ -f /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]
}
have_caddy() { command -v caddy; }
have_openssl() { command -v openssl; }
have_rclone() { command -v rclone; }
have_java() { java -version; }
is_installed() { [ "$(cat "$1/node_modules/installed" 2>/dev/null)" = "$(digest "$1/package-lock.json")" ]; }
have_npm() {
    local folder
    for folder in "${from_npm[@]}"; do is_installed "$folder" || command -v npm || return; done
}
# Only Lighthouse runs on it. Whatever has npm has Node.js as well.
have_node() { [[ " ${from_npm[*]} " != *" $lighthouse "* ]] || command -v node; }

# A package of a server starts it, unless this script says that nothing may be started (deb-systemd-invoke,
# invoke-rc.d); tests start what they need by themselves.
# shellcheck disable=SC2016
install='
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        trap "rm -f $policy" EXIT
        printf "#!/bin/sh\nexit 101\n" >$policy
        chmod 755 $policy
    fi
    apt-get update -qq && apt-get install -qq --yes --no-install-recommends "$@" >/dev/null
'

install_system_packages() {
    local wanted=() as_root=() line
    have_browser &>/dev/null || wanted+=(chromium)
    have_firefox &>/dev/null || wanted+=(firefox-esr)
    # Without a Chinese font every character is the same box, and no test of widths means anything.
    have_chinese_font &>/dev/null || wanted+=(fontconfig fonts-noto-cjk)
    # Without one, Latin letters are widest of all, and pictures of the site look as no reader sees it.
    have_latin_font &>/dev/null || wanted+=(fonts-liberation)
    # Playwright brings a Node.js of its own, and that is linked against a library which a bare Debian lacks.
    have_driver &>/dev/null || wanted+=(libatomic1)
    # Both serve the site as operators are told to, with a certificate of the tests’ own.
    have_nginx &>/dev/null || wanted+=(nginx-light libnginx-mod-http-brotli-static)
    have_caddy &>/dev/null || wanted+=(caddy)
    have_openssl &>/dev/null || wanted+=(openssl)
    # It sends the published site to folders and servers of the tests’ own.
    have_rclone &>/dev/null || wanted+=(rclone)
    have_java &>/dev/null || wanted+=(default-jre-headless)
    have_npm &>/dev/null || wanted+=(npm)
    have_node &>/dev/null || wanted+=(nodejs)
    [ ${#wanted[@]} -gt 0 ] || return 0

    line="apt-get install --no-install-recommends ${wanted[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        { [ "${CI:-}" = true ] && sudo -n true 2>/dev/null; } ||
            stop "The tests need more of the system. Install it, then try again:" "sudo $line"
        as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
    fi
    command -v apt-get >/dev/null || stop "The tests need these Debian packages, or their like: ${wanted[*]}"
    echo "Installing ${wanted[*]}"
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" sh -c "$install" install "${wanted[@]}" || stop "That failed. By hand: $line"
}

install_from_npm() {
    local folder=$1 name=$2
    is_installed "$folder" && return
    echo "Installing $name"
    npm ci --prefix "$folder" --ignore-scripts --silent || stop "npm could not install $folder/package-lock.json."
    digest "$folder/package-lock.json" >"$folder/node_modules/installed"
}

install_for_tests() {
    from_npm=("$@")
    install_lock requirements-dev.lock
    install_system_packages
    install_from_npm $nu "the Nu HTML checker"
}

check_python
venv_is_sound || make_venv
case ${1:-} in
    site) install_lock requirements.lock ;;
    tools) install_lock requirements-dev.lock ;;
    tests) install_for_tests $nu ;;
    quality)
        install_for_tests $nu $lighthouse
        install_from_npm $lighthouse Lighthouse
        ;;
    *) stop "usage: tests/setup.sh site|tools|tests|quality" ;;
esac
