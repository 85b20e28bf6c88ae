"""Usage: image-git-host.py FOLDER USER:PASSWORD
A host of the repositories in FOLDER for who has the password, by git's own program for it; on a free port of loopback, which it prints."""
import base64, http.server, os, subprocess, sys

folder, credential = sys.argv[1], "Basic " + base64.b64encode(sys.argv[2].encode()).decode()


class Host(http.server.BaseHTTPRequestHandler):
    def answer(self):
        if self.headers.get("Authorization") != credential:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="host"')
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        length = self.headers.get("Content-Length", "0")
        variables = {
            "GIT_PROJECT_ROOT": folder, "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path, "QUERY_STRING": query,
            "REQUEST_METHOD": self.command, "CONTENT_LENGTH": length, "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        answer = subprocess.run(["git", "http-backend"], env=os.environ | variables, input=self.rfile.read(int(length)), capture_output=True)
        headers, _, content = answer.stdout.partition(b"\r\n\r\n")
        self.send_response(200)
        for name, value in (line.split(": ", 1) for line in headers.decode().split("\r\n")):
            if name != "Status":
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
print(f"127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
