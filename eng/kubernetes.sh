#!/usr/bin/env bash
# Builds the Kubernetes that tests and benchmarks run, from the source package of Debian 12: no registry of images is asked.
# Usage: eng/kubernetes.sh         etcd, the API server and the controller manager: about three minutes on two cores, once
#        eng/kubernetes.sh node    also the scheduler, the kubelet and kube-proxy, for real pods: two minutes more
# They are put into ${XDG_CACHE_HOME:-~/.cache}/slipway-kube/bin; building takes 3 GB of disk there for as long as it lasts.
# Nothing is built where KUBECONFIG names a cluster, which is then the tests' own. Nothing is installed.
set -euo pipefail

readonly VERSION=1.20.2
readonly GO=1.19
readonly PLANE=(kube-apiserver kube-controller-manager)
readonly NODE=(kube-scheduler kubelet kube-proxy)

wanted=("${PLANE[@]}")
case ${1:-} in
    "") [[ -z ${SLIPWAY_TEST_KUBECONFIG:-${KUBECONFIG:-}} ]] || exit 0 ;;
    node) wanted+=("${NODE[@]}") ;;
    *)
        echo "eng/kubernetes.sh: no part '$1'; there is 'node'." >&2
        exit 2
        ;;
esac

cache=${XDG_CACHE_HOME:-$HOME/.cache}/slipway-kube
bin=$cache/bin
work=$cache/build

# Sets `missing` to the programs that are not there in this version.
look() {
    missing=()
    local program
    for program in "${wanted[@]}"; do
        [[ $("$bin/$program" --version 2>/dev/null) == "Kubernetes v$VERSION" ]] || missing+=("$program")
    done
    "$bin/etcd" --version >/dev/null 2>&1 || missing+=(etcd)
}

look
((${#missing[@]} > 0)) || exit 0

fail() {
    echo "Kubernetes for tests: $1. Set KUBECONFIG to a cluster that the tests may use, or build on Debian 12." >&2
    exit 1
}

# Says how long a phase took; $1 is what it does, the rest the command, whose output is shown only if it fails.
doing=
phase() {
    doing=$1
    local began=$SECONDS
    shift
    "$@" >"$work/log" 2>&1
    echo "Kubernetes for tests: $doing ($((SECONDS - began)) s)"
    doing=
}

finish() {
    local code=$?
    if [[ -n $doing ]]; then
        tail -n 20 "$work/log" >&2
        echo "Kubernetes for tests: '$doing' failed." >&2
    fi
    rm -rf "$work"
    exit "$code"
}

# apt with lists of its own and with sources of packages, whatever the system's are.
configure_apt() {
    mkdir -p "$work"/{lists/partial,archives/partial,sources}
    local file
    for file in /etc/apt/sources.list.d/*.sources; do
        [[ ! -e $file ]] || sed 's/^Types:.*/Types: deb deb-src/' "$file" >"$work/sources/${file##*/}"
    done
    [[ ! -e /etc/apt/sources.list ]] || sed -n 's/^deb \(.*\)/deb \1\ndeb-src \1/p' /etc/apt/sources.list >"$work/sources/system.list"
    cat >"$work/apt.conf" <<APT
Dir::Etc::sourcelist "-";
Dir::Etc::sourceparts "$work/sources";
Dir::State::lists "$work/lists";
Dir::Cache "$work";
APT::Sandbox::User "$(id -un)";
APT
    export APT_CONFIG=$work/apt.conf
}

# Debian writes 1.20.5+really1.20.2-1.1 for what is 1.20.2.
check_version() {
    local offered
    offered=$(apt-cache showsrc kubernetes 2>/dev/null | sed -n 's/^Version: //p' | sort -V | tail -n 1)
    local upstream=${offered##*really}
    [[ ${upstream%%-*} == "$VERSION" ]] || fail "this system offers the source of Kubernetes '${offered:-none}', and $VERSION is needed"
}

fetch() {
    cd "$work"
    apt-get -qq download golang-$GO-go golang-$GO-src golang-github-modern-go-reflect2-dev etcd-server
    apt-get -qq source --download-only kubernetes
}

unpack() {
    local package
    for package in "$work"/*.deb; do
        dpkg-deb -x "$package" "$work/root"
    done
    mkdir -p "$work/go/src/k8s.io"
    dpkg-source -x "$work"/kubernetes_*.dsc "$source"
    # The reflect2 that the source carries reads insides of the runtime that Go changed in 1.18; Debian's own is new enough.
    local reflect=vendor/github.com/modern-go/reflect2
    rm -rf "${source:?}/$reflect"
    cp -r "$work/root/usr/share/gocode/src/${reflect#vendor/}" "$source/$reflect"
}

# The source package leaves out the generated description of the API; its generator it has.
describe_api() {
    cd "$source"
    go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
    local folders
    # Each of vendor/k8s.io is a link, which grep follows only if it is named, with the slash.
    folders=$(grep -rl --include='*.go' '+k8s:openapi-gen=' vendor/k8s.io/*/ pkg cmd plugin \
        | grep -Ev '^vendor/k8s.io/(code-generator|sample-apiserver|kube-openapi|gengo)/' \
        | xargs -n 1 dirname | LC_ALL=C sort -u | sed 's|^|k8s.io/kubernetes/|' | paste -sd ,)
    "$work/openapi-gen" --input-dirs "$folders" --output-package k8s.io/kubernetes/pkg/generated/openapi --output-file-base zz_generated.openapi \
        --go-header-file vendor/k8s.io/code-generator/hack/boilerplate.go.txt --report-filename "$work/openapi-report"
}

compile() { # program
    cd "$source"
    local flags="-s -w" package
    for package in client-go/pkg/version component-base/version; do
        package=k8s.io/kubernetes/vendor/k8s.io/$package
        flags+=" -X $package.gitVersion=v$VERSION -X $package.gitMajor=1 -X $package.gitMinor=20"
    done
    go build -ldflags "$flags" -o "$work/made/$1" "./cmd/$1"
}

mkdir -p "$bin"
# Of two who build at once, one does; the other waits for it and finds all there.
exec {lock}>"$cache/lock"
if ! flock --nonblock "$lock"; then
    echo "Kubernetes for tests: another build runs, waiting for it"
    flock "$lock"
    look
    ((${#missing[@]} > 0)) || exit 0
fi

command -v apt-get >/dev/null || fail "there is no apt-get here"
for tool in dpkg-source dpkg-deb; do
    command -v "$tool" >/dev/null || fail "$tool is missing (package dpkg-dev)"
done

echo "Kubernetes for tests: building ${missing[*]} into $bin"
# What a build that was killed has left goes first; what this one leaves, when it ends.
rm -rf "$work"
mkdir -p "$work/made" "$work/tmp"
trap finish EXIT

source=$work/go/src/k8s.io/kubernetes
export GOROOT=$work/root/usr/lib/go-$GO GOPATH=$work/go GOCACHE=$work/gocache GOTMPDIR=$work/tmp
export GO111MODULE=off GOFLAGS='' GOPROXY=off CGO_ENABLED=0
PATH=$GOROOT/bin:$PATH

configure_apt
phase "read the lists of packages" apt-get -qq update
check_version
phase "fetch the source" fetch
phase "unpack the source" unpack
phase "describe the API" describe_api
for program in "${missing[@]}"; do
    case $program in
        etcd) cp "$work/root/usr/bin/etcd" "$work/made/etcd" ;;
        *) phase "build $program" compile "$program" ;;
    esac
    # A rename is one step: a program is there whole or not at all.
    mv "$work/made/$program" "$bin/$program"
done
look
((${#missing[@]} == 0)) || fail "${missing[*]} does not answer --version as $VERSION"
