namespace Slipway.Bench.Chaos.World;

/// <summary>
/// A service in a few lines of Python: it costs some megabytes and starts within a tenth of a second, so that dozens of
/// instances fit on a small machine. A version is a folder with one word in it that says how it behaves.
/// </summary>
public static class SampleService
{
    public const string ProgramFile = "service.py";

    private const string BehaviourFile = "behaviour";

    private const string Program = """
        import os, signal, sys, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        behaviour = open("behaviour").read().strip()
        version = os.environ["SLIPWAY_VERSION"]
        served = 0
        busy = 0
        gate = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                global served, busy
                if self.path == "/ready":
                    return self.answer(503 if behaviour == "NeverReady" else 200, "ready\n")
                with gate:
                    served += 1
                    busy += 1
                    number = served
                try:
                    if behaviour == "CrashesUnderLoad" and number > 3:
                        os._exit(7)
                    if behaviour == "Slow":
                        time.sleep(4)
                    failed = behaviour == "Errors" and number % 3 == 0
                    self.answer(500 if failed else 200, version + "\n")
                finally:
                    with gate:
                        busy -= 1

            def answer(self, status, text):
                body = text.encode()
                self.send_response(status)
                self.send_header("X-Version", version)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 128
            daemon_threads = True

        if behaviour == "CrashLoop":
            time.sleep(0.2)
            sys.exit(3)

        server = Server(("127.0.0.1", int(sys.argv[1])), Handler)

        def leave(*_):
            # What is in flight is finished; the server is told from another thread, as this one runs it.
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, leave)
        server.serve_forever(poll_interval=0.1)
        for _ in range(100):
            if busy == 0:
                break
            time.sleep(0.05)
        os._exit(0)

        """;

    /// <returns>The program's file.</returns>
    public static string Write(string folder)
    {
        var file = Path.Combine(folder, ProgramFile);
        File.WriteAllText(file, Program);
        return file;
    }

    public static void WriteVersion(string releases, string version, Behaviour behaviour)
    {
        var folder = Directory.CreateDirectory(Path.Combine(releases, version)).FullName;
        File.WriteAllText(Path.Combine(folder, BehaviourFile), $"{behaviour}\n");
    }
}
