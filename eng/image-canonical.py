"""Usage: image-canonical.py FROM TO SECONDS
Writes an OCI archive anew, so that the same content has the same digest: the SDK puts the time of the build into it. Times become
that of SECONDS since 1970, files of the program's own layer are sorted, and the digests that follow from it are made anew."""
import datetime, gzip, hashlib, io, json, sys, tarfile

source, target, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3])
created = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

with tarfile.open(source) as archive:
    files = {entry.name.removeprefix("./"): archive.extractfile(entry).read() for entry in archive if entry.isfile()}


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def name(of):
    return "blobs/" + of.replace(":", "/")


def put(data):
    files[name(digest(data))] = data
    return digest(data)


def repack(layer):
    """A layer as it was, but for times, owners and the order of its files; plain, and packed."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(layer)) as old, tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as new:
        for entry in sorted(old, key=lambda one: one.name):
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname, entry.pax_headers = seconds, 0, 0, "", "", {}
            new.addfile(entry, old.extractfile(entry) if entry.isfile() else None)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=6) as pack:
        pack.write(plain.getvalue())
    return plain.getvalue(), packed.getvalue()


index = json.loads(files["index.json"])
(described,) = index["manifests"]
manifest = json.loads(files.pop(name(described["digest"])))
config = json.loads(files.pop(name(manifest["config"]["digest"])))

# The last layer is the program's; those before it are the base image's, and stay what they are there.
last = manifest["layers"][-1]
plain, packed = repack(files.pop(name(last["digest"])))
last["digest"], last["size"] = put(packed), len(packed)
config["rootfs"]["diff_ids"][-1] = digest(plain)
config["created"] = created
for step in config.get("history", [])[-1:]:
    step["created"] = created

written = json.dumps(config, sort_keys=True, separators=(",", ":")).encode()
manifest["config"]["digest"], manifest["config"]["size"] = put(written), len(written)
written = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()
described["digest"], described["size"] = put(written), len(written)
# The SDK leaves it empty, which fits no machine: containerd imports such an image nowhere.
described["platform"] = {"architecture": config["architecture"], "os": config["os"]}
files["index.json"] = json.dumps(index, sort_keys=True, separators=(",", ":")).encode()

with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as archive:
    for path in sorted(files):
        entry = tarfile.TarInfo(path)
        entry.size, entry.mtime, entry.mode = len(files[path]), seconds, 0o644
        archive.addfile(entry, io.BytesIO(files[path]))
print(described["digest"])
