"""Usage: image-registry.py FOLDER
A registry with one image, that of FOLDER/layer.tar(.gz), which can only be read; on a free port of loopback, which it prints."""
import hashlib, http.server, json, pathlib, platform, sys

folder = pathlib.Path(sys.argv[1])
OCI = "application/vnd.oci.image."


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


layer = (folder / "layer.tar.gz").read_bytes()
plain = digest((folder / "layer.tar").read_bytes())
config = json.dumps({
    "architecture": {"aarch64": "arm64"}.get(platform.machine(), "amd64"),
    "os": "linux",
    "config": {"Env": ["PATH=/usr/bin:/bin", "SSL_CERT_DIR=/etc/ssl/certs", "DOTNET_RUNNING_IN_CONTAINER=true"]},
    "rootfs": {"type": "layers", "diff_ids": [plain]},
    "history": [{"created": "1970-01-01T00:00:00Z", "created_by": "eng/image-base.sh"}],
}).encode()
manifest = json.dumps({
    "schemaVersion": 2,
    "mediaType": OCI + "manifest.v1+json",
    "config": {"mediaType": OCI + "config.v1+json", "digest": digest(config), "size": len(config)},
    "layers": [{"mediaType": OCI + "layer.v1.tar+gzip", "digest": digest(layer), "size": len(layer)}],
}).encode()
blobs = {digest(data): data for data in (layer, config, manifest)}


class Registry(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, with_body):
        kind, last = ([""] * 2 + self.path.split("/"))[-2:]
        data = b"{}" if self.path == "/v2/" else blobs.get(last, manifest if kind == "manifests" and not last.startswith("sha256:") else None)
        self.send_response(200 if data is not None else 404)
        data = data or b""
        self.send_header("Content-Type", OCI + "manifest.v1+json" if kind == "manifests" else "application/octet-stream")
        self.send_header("Docker-Content-Digest", digest(data))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def do_GET(self):
        self.answer(True)

    def do_HEAD(self):
        self.answer(False)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
print(f"127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
