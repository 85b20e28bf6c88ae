#!/usr/bin/env bash
# Usage: eng/image-base.sh FOLDER
# Makes a base image of Debian packages, for where no registry with .NET's own can be reached: the libraries that a self-contained
# .NET program needs, certificates, time zones, and a user. No shell. The same packages give the same image.
set -euo pipefail

readonly PACKAGES=(libc6 libgcc-s1 libstdc++6 zlib1g libssl3 ca-certificates tzdata)
readonly USER_ID=1654

folder=$(realpath -m "${1:?where to}")
rm -rf "$folder"
mkdir -p "$folder/packages" "$folder/root"
(cd "$folder/packages" && apt-get download -o APT::Sandbox::User=root --quiet --quiet "${PACKAGES[@]}")
for package in "$folder"/packages/*.deb; do
    dpkg-deb --extract "$package" "$folder/root"
done

cd "$folder/root"
rm -rf usr/share/doc usr/share/man usr/share/lintian usr/share/locale usr/sbin
mkdir -p tmp home/app etc/ssl/certs var/lib/slipway
chmod 1777 tmp
# What the package does when it is installed.
find usr/share/ca-certificates -name '*.crt' | LC_ALL=C sort | xargs cat >etc/ssl/certs/ca-certificates.crt
printf 'root:x:0:0:root:/root:/sbin/nologin\napp:x:%d:%d::/home/app:/sbin/nologin\n' "$USER_ID" "$USER_ID" >etc/passwd
printf 'root:x:0:\napp:x:%d:\n' "$USER_ID" >etc/group
tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu --file="$folder/layer.tar" .
gzip --no-name --keep --force "$folder/layer.tar"
