#!/usr/bin/env bash
# Usage: eng/image-base.sh FOLDER
# Makes a base image of Debian packages in FOLDER/layer.tar(.gz): what a self-contained .NET program needs, what Slipway runs beside
# itself (git over https and ssh), certificates, time zones, and a user. The same packages give the same bytes.
set -euo pipefail
export LC_ALL=C
umask 022

# As Debian 12 names them. What is missing here is found by the loader, below.
readonly PACKAGES=(
    # What every program stands on; the licences of libgcc and libstdc++ are in gcc-12-base.
    base-files libc6 gcc-12-base libgcc-s1 libstdc++6 zlib1g libssl3 ca-certificates tzdata
    # Newer than the one that comes with Slipway.
    libsqlite3-0
    # git; its questions for a password are answered by a script.
    git dash libpcre2-8-0
    # git over https
    libcurl3-gnutls libbrotli1 libzstd1 libnghttp2-14 libidn2-0 libunistring2 libpsl5 librtmp1 libssh2-1 libldap-2.5-0 libsasl2-2
    libgnutls30 libhogweed6 libnettle8 libgmp10 libp11-kit0 libffi8 libtasn1-6
    libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 libcom-err2
    # git over ssh
    openssh-client libselinux1
)

# Of these packages only the programs here come along, with all libraries.
readonly PROGRAMS=(bin/dash bin/sh usr/bin/git usr/bin/ssh usr/lib/git-core/git-remote-http usr/lib/git-core/git-remote-https)
readonly USER_ID=1654

folder=$(realpath -m "${1:?where to}")
root=$folder/root
rm -rf "$folder"
mkdir -p "$folder/packages" "$root"
(cd "$folder/packages" && apt-get download -o APT::Sandbox::User=root --quiet --quiet "${PACKAGES[@]}")
mkdir -p "$root/var/lib/dpkg/status.d"
for package in "$folder"/packages/*.deb; do
    dpkg-deb --extract "$package" "$root"
    # Where scanners for known holes look in an image without dpkg.
    dpkg-deb --field "$package" >"$root/var/lib/dpkg/status.d/$(dpkg-deb --field "$package" Package)"
done

cd "$root"
programs=$folder/programs.tar
tar --create --file="$programs" "${PROGRAMS[@]}"
rm -rf bin/* sbin/* usr/bin/* usr/sbin/* usr/lib/git-core usr/lib/openssh usr/lib/systemd usr/lib/*/gconv usr/lib/*/audit
tar --extract --file="$programs"
# Of what describes a package, the licences stay.
find usr/share/doc -type f ! -name copyright -delete
find usr/share/doc -depth -type d -empty -delete
for kept in usr/share/*; do
    case ${kept##*/} in
        ca-certificates | common-licenses | doc | zoneinfo) ;;
        *) rm -rf "$kept" ;;
    esac
done
rm -rf usr/share/zoneinfo/{posix,right} etc/{bash_completion.d,default,dpkg,profile.d,skel,update-motd.d}

# What the packages do when they are installed.
mkdir -p home/app etc/ssl/certs var/lib/slipway
find usr/share/ca-certificates -name '*.crt' | sort | xargs cat >etc/ssl/certs/ca-certificates.crt
printf 'root:x:0:0:root:/root:/sbin/nologin\napp:x:%d:%d::/home/app:/sbin/nologin\n' "$USER_ID" "$USER_ID" >etc/passwd
printf 'root:x:0:\napp:x:%d:\n' "$USER_ID" >etc/group
echo 'hosts: files dns' >etc/nsswitch.conf

# Programs and libraries that .NET opens by name have all that they link to, and have it from here.
loader=$(echo lib*/ld-linux-*.so.*)
libraries=$(find "$root"/lib "$root"/usr/lib -mindepth 1 -maxdepth 1 -type d -name '*-linux-gnu' | paste -sd :)
for linked in "${PROGRAMS[@]}" usr/lib/*/{libssl,libstdc++,libsqlite3}.so.*; do
    missing=$("./$loader" --inhibit-cache --library-path "$libraries" --list "./$linked" | grep -v -e "=> $root/" -e linux-vdso -e 'ld-linux' || true)
    [[ -z $missing ]] || { printf '%s in the base image lacks a library; add its package to eng/image-base.sh:\n%s\n' "$linked" "$missing" >&2; exit 1; }
done

chmod -R u-s,g-s "$root"
chmod 1777 tmp
layer=$folder/layer.tar
readonly ALIKE=(--sort=name --mtime=@0 --numeric-owner --format=gnu)
readonly OF_USER=(./home/app ./var/lib/slipway)
tar --create "${ALIKE[@]}" --owner=0 --group=0 "${OF_USER[@]/#/--exclude=}" --file="$layer" .
# A volume that is made for these folders is the user's, too.
tar --append "${ALIKE[@]}" --owner="$USER_ID" --group="$USER_ID" --file="$layer" "${OF_USER[@]}"
gzip --no-name --keep --force "$layer"
