#!/usr/bin/env bash
# Usage: eng/image.sh [--base IMAGE|debian] [--out FILE] [--check]
# Makes the container image of slipway by the SDK's own publishing, as an archive for `docker load`, `ctr images import` or a push.
# --base   another base than .NET's own (runtime-deps, chiseled): an image with what a self-contained .NET program needs, or the word
#          debian for one made here of Debian packages, where no registry can be reached.
# --check  makes it a second time, from nothing, and compares.
set -euo pipefail
source eng/environment.sh
require_sdk

base='' out=$PWD/artifacts/slipway-image.tar check=false
while (($# > 0)); do
    case $1 in
        --base) base=${2:?--base needs an image, or the word debian} && shift 2 ;;
        --out) out=$(cd "$DEV_CALLED_FROM" && realpath -m "${2:?--out needs a file}") && shift 2 ;;
        --check) check=true && shift ;;
        *) echo "./dev image: no option '$1'." >&2 && exit 2 ;;
    esac
done

scratch=$(mktemp -d)
registry=''
finish() {
    [[ -z $registry ]] || kill "$registry"
    rm -rf "$scratch"
}
trap finish EXIT

# The SDK takes a base from a registry alone: what was made here is shown to it by one of our own, on loopback, that can only be read.
if [[ $base == debian ]]; then
    eng/image-base.sh "$scratch/base"
    python3 eng/image-registry.py "$scratch/base" >"$scratch/address" &
    registry=$!
    for ((look = 0; look < 200; look++)); do
        [[ ! -s $scratch/address ]] || break
        sleep 0.05
    done
    address=$(cat "$scratch/address")
    base=${address:?the registry of the base image did not start}/slipway-base:1
    export DOTNET_CONTAINER_INSECURE_REGISTRIES=$address
fi

publish() { # archive
    local arguments=()
    # The name of a base that was made here has a port in it, which is another each time.
    [[ -z $base ]] || arguments+=("-p:ContainerBaseImage=$base")
    [[ -z $registry ]] || arguments+=(-p:ContainerGenerateLabelsImageBaseName=false)
    # Without the runtime of a machine: the image has its own, compiled ahead of time.
    dotnet publish src/Slipway.Cli --nologo --verbosity quiet --configuration Release --runtime "$(runtime_identifier)" --self-contained \
        -p:PublishReadyToRun=true -p:DebugType=none -p:RunAnalyzers=false -t:PublishContainer "-p:ContainerArchiveOutputPath=$1.sdk" "${arguments[@]}"
    python3 eng/image-canonical.py "$1.sdk" "$1" "$(git log -1 --format=%ct)"
    rm "$1.sdk"
}

mkdir -p "$(dirname "$out")"
publish "$out"
if $check; then
    rm -rf src/*/obj/Release src/*/bin/Release
    publish "$scratch/again.tar"
    cmp "$out" "$scratch/again.tar" || { echo "./dev image: a second build gave another image." >&2; exit 1; }
    echo "A second build from nothing gave the same image."
fi
echo "$out"
