#!/usr/bin/env bash
# Draws docs/pictures/watch.svg anew: a real `slipway deploy --watch` of the sample under load, in a terminal of 80 by 30.
# Needs tmux and python3, and ./dev build before.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
readonly SLIPWAY=$PWD/artifacts/slipway/slipway STORE=$PWD/samples/storefront FREE_PORT='import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
readonly WAIT_SECONDS=60

export SLIPWAY_SERVER
api=$(python3 -c "$FREE_PORT") gateway=$(python3 -c "$FREE_PORT")
SLIPWAY_SERVER=http://127.0.0.1:$api
work=$(mktemp -d)
ln -s "$STORE/releases" "$work/releases"
sed -e "s/127.0.0.1:8080/127.0.0.1:$gateway/" -e "s|../../../../artifacts|$PWD/artifacts|" "$STORE/slipway.yaml" >"$work/slipway.yaml"
terminal=(tmux -L "slipway-picture-$$" -f /dev/null)
cd "$work"

"$SLIPWAY" serve --listen "$api" >serve.log 2>&1 &
serve=$!
load=
end() {
    [[ -z $load ]] || kill "$load" 2>/dev/null || true
    "${terminal[@]}" kill-server 2>/dev/null || true
    kill "$serve" 2>/dev/null || true
    wait "$serve" 2>/dev/null || true
    # Gateway and instances outlive serve by design; here nobody wants them any more.
    for process in /proc/[0-9]*; do
        if tr '\0' '\n' 2>/dev/null <"$process/cmdline" | grep -qF "$work" || tr '\0' '\n' 2>/dev/null <"$process/environ" | grep -qxF "PWD=$work"; then
            kill "${process#/proc/}" 2>/dev/null || true
        fi
    done
    rm -rf "$work"
}
trap end EXIT

until "$SLIPWAY" status >/dev/null 2>&1; do
    kill -0 "$serve" || { cat serve.log >&2; exit 1; }
    ((SECONDS < WAIT_SECONDS)) || { echo "slipway serve is not ready" >&2; exit 1; }
    sleep 0.2
done
"$SLIPWAY" deploy --version 1.0.0 --wait --timeout 1m >/dev/null
python3 - "$gateway" <<'LOAD' &
import http.client, sys, threading, time

def ask():
    client = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
    while True:
        client.request("GET", "/api/products")
        client.getresponse().read()
        time.sleep(0.02)

for _ in range(8):
    threading.Thread(target=ask).start()
LOAD
load=$!

"${terminal[@]}" new-session -d -x 80 -y 30 "'$SLIPWAY' deploy --version 1.1.0 --watch; sleep $WAIT_SECONDS"
until "${terminal[@]}" capture-pane -p | grep -q "◐.*observe at 50 %.*7. %"; do
    ((SECONDS < 2 * WAIT_SECONDS)) || { echo "The rollout never got to 50 %:" >&2; "${terminal[@]}" capture-pane -p >&2; exit 1; }
    sleep 0.1
done
"${terminal[@]}" capture-pane -e -p | "$OLDPWD/eng/terminal-picture.py" "slipway deploy --version 1.1.0 --watch" >"$OLDPWD/docs/pictures/watch.svg"
echo "docs/pictures/watch.svg"
