#!/usr/bin/env bash
# Usage: eng/image.sh [--base IMAGE|debian] [--with PROGRAM|helm]... [--out FILE] [--check] [--try]
# Makes the container image of slipway by the SDK's own publishing, as an archive for `docker load`, `ctr images import` or a push.
# Always from nothing, and in a folder of its own: what was built before has no part in it.
# --base   another base than .NET's own (runtime-deps, chiseled): an image with what a self-contained .NET program needs, or the word
#          debian for one made here of Debian packages, which has git, too, and needs no registry.
# --with   puts a program on the image's PATH: a file without libraries of its own, or the word helm for the one that tests run.
# --check  makes it a second time, from a copy of the source in another folder, and compares.
# --try    runs it as a pod would, and asks it this and that; needs root.
set -euo pipefail
source eng/environment.sh
require_sdk

base='' out=$PWD/artifacts/slipway-image.tar check=false try=false programs=()
called_from() { (cd "${DEV_CALLED_FROM:-.}" && realpath -m "$1"); }
while (($# > 0)); do
    case $1 in
        --base) base=${2:?--base needs an image, or the word debian} && shift 2 ;;
        --with) programs+=("${2:?--with needs a program, or the word helm}") && shift 2 ;;
        --out) out=$(called_from "${2:?--out needs a file}") && shift 2 ;;
        --check) check=true && shift ;;
        --try) try=true && shift ;;
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

mkdir "$scratch/programs"
for program in "${programs[@]}"; do
    [[ $program != helm ]] || program=$(eng/helm.sh --pinned)
    file=$(called_from "$program")
    [[ -f $file && -x $file ]] || { echo "./dev image: --with $program: there is no such program." >&2; exit 2; }
    install -m 755 "$file" "$scratch/programs/"
done

# When the source is from, which is the time of all in the image: said by the commit, or as reproducible-builds.org has it.
seconds=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} || { echo "./dev image: without git, say in SOURCE_DATE_EPOCH when the source is from." >&2; exit 1; }
revision=''
if [[ -z $(git status --porcelain 2>&1) ]]; then
    revision=$(git rev-parse HEAD)
else
    echo "This is not a commit as it is: the image does not name one." >&2
fi

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

publish() { # source archive
    local made=$scratch/made arguments=()
    # The name of a base that was made here has a port in it, which is another each time.
    [[ -z $base ]] || arguments+=("-p:ContainerBaseImage=$base")
    [[ -z $registry ]] || arguments+=(-p:ContainerGenerateLabelsImageBaseName=false)
    # With the runtime of no machine: the image has its own, compiled ahead of time. Folders are in no file of it, by the map of paths.
    dotnet publish "$1/src/Slipway.Cli" --nologo --verbosity quiet --configuration Release --runtime "$(runtime_identifier)" --self-contained \
        --artifacts-path "$made" "-p:PathMap=$1=/_%2C$made=/_made" -p:EnableSourceControlManagerQueries=false -p:PublishReadyToRun=true \
        -p:DebugType=none -p:RunAnalyzers=false "-p:ContainerPrograms=$scratch/programs" "-p:ContainerRevision=$revision" \
        -t:PublishContainer "-p:ContainerArchiveOutputPath=$scratch/sdk.tar" "${arguments[@]}"
    rm -rf "$made"
    python3 eng/image-canonical.py "$scratch/sdk.tar" "$2" "$seconds"
    rm "$scratch/sdk.tar"
}

mkdir -p "$(dirname "$out")"
digest=$(publish "$PWD" "$out")
if $check; then
    mkdir "$scratch/elsewhere"
    git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- | tar --extract --directory="$scratch/elsewhere"
    publish "$scratch/elsewhere" "$scratch/again.tar" >"$scratch/digest"
    if ! cmp "$out" "$scratch/again.tar"; then
        mv "$scratch/again.tar" "$out.again"
        echo "./dev image: a second build gave another image: $out.again, $(cat "$scratch/digest")." >&2
        exit 1
    fi
    echo "A second build, from a copy of the source in another folder, gave the same bytes."
fi
! $try || eng/image-try.sh "$out"
echo "$out"
echo "$digest"
