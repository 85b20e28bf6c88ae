using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Tests.Keeping;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Processes;

namespace Slipway.Adapters.Tests.Processes;

/// <summary>A target with real processes in a folder of its own, whose name holds what paths may hold. Ends all processes at its end.</summary>
internal sealed class ProcessBench : IAsyncDisposable
{
    /// <summary>Answers on PORT. Files in its folder change its mind: <c>unready</c>, <c>sick</c>, <c>deaf</c> (to SIGTERM).</summary>
    private const string Service = """
        import http.server, os, signal, sys, time
        if os.path.exists("deaf"):
            signal.signal(signal.SIGTERM, lambda *_: print("asked to end", flush=True))
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                bad = {"/ready": "unready", "/health": "sick"}.get(self.path, "/")
                self.send_response(503 if os.path.exists(bad) else 200)
                self.end_headers()
                self.wfile.write(" ".join(sys.argv[1:]).encode())
            def log_message(self, *_):
                pass
        print("listening", flush=True)
        http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
        """;

    public static readonly EnvironmentKey Environment = new("storefront", "production");

    private readonly ProcessLauncher _launcher = new();

    public ProcessBench()
    {
        Folder = Directory.CreateTempSubdirectory("slipway processes ü-").FullName;
        Artifact = Directory.CreateDirectory(Path.Combine(Folder, "releases – 1")).FullName;
        File.WriteAllText(Path.Combine(Artifact, "service.py"), Service);
        Target = NewTarget(_launcher);
    }

    public string Folder { get; }

    public string Artifact { get; }

    public string Data => Path.Combine(Folder, "data");

    public ProcessTarget Target { get; private set; }

    // A version manager's stand-in for python3 takes its time; the system's own does not.
    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public static ProcessesSpec Serving { get; } = new()
    {
        Command = [Python, "service.py", "{version}", "{port}"],
        Ready = new ProbeSpec { Http = "/ready", Every = TimeSpan.FromMilliseconds(50) },
        Restart = new RestartSpec { Backoff = TimeSpan.FromMilliseconds(20), MaxBackoff = TimeSpan.FromMilliseconds(50) },
    };

    /// <summary>A spec that runs a line of shell.</summary>
    public static ProcessesSpec Shell(string line) => Serving with { Command = ["/bin/sh", "-c", line], Ready = null };

    public Workload Workload(ProcessesSpec spec, int replicas = 1, Slot slot = Slot.Blue, string version = "1.0.0") =>
        new(Environment, slot, ReleaseVersion.Parse(version), Artifact, spec, replicas, TimeSpan.Zero);

    /// <summary>Puts a file into the artifact's folder, or takes it away.</summary>
    public void Mark(string file, bool present = true)
    {
        var path = Path.Combine(Artifact, file);
        if (present)
            File.WriteAllText(path, "");
        else
            File.Delete(path);
    }

    public string RecordPath(Slot slot = Slot.Blue) => new DataFolder(Data).Slot(Environment, slot);

    public SlotRecord Record(Slot slot = Slot.Blue) =>
        DurableFile.Read(RecordPath(slot), ProcessesJson.Default.SlotRecord) ?? SlotRecord.Empty;

    /// <summary>The process of the first instance that has one.</summary>
    public ProcessIdentity Process() => Record().Instances.First(i => i.Process != null).Process!;

    /// <summary>Leaders of all that runs with this bench's artifact as its folder, by rising number.</summary>
    public IReadOnlyList<int> Running() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && WorkingFolder(pid) == Artifact && ProcessFiles.LeadsSession(pid))
            .Order(),
    ];

    public static bool Runs(ProcessIdentity process) => ProcessFiles.StartTime(process.Pid) == process.StartTime;

    public void Kill(ProcessIdentity process) => _launcher.Kill(process);

    /// <summary>What a crash of the server leaves: nobody watches, and the next one does not know the children of this one.</summary>
    public async Task StopServer() => await Target.DisposeAsync();

    /// <summary>As a folder that had no keeper yet: leases are numbered by the store from now on.</summary>
    public async Task LeaveToStoreAsync()
    {
        await StopServer();
        File.Delete(Path.Combine(Data, "keeper.fence"));
    }

    /// <param name="changed">Called as <see cref="IEndpoints.Changed"/> says.</param>
    public async Task StartServer(CancellationToken cancellation, Action<EnvironmentKey>? changed = null)
    {
        Target = NewTarget(new ProcessLauncher());
        Target.Changed += changed ?? (_ => { });
        await Target.StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        foreach (var instance in Enum.GetValues<Slot>().SelectMany(slot => Record(slot).Instances))
        {
            if (instance.Process is { } process)
                _launcher.Kill(process);
            if (instance.Token.Length > 0)
                ProcessLauncher.KillCarriersOf(LaunchPlan.TokenVariable, instance.Token);
        }
        Directory.Delete(Folder, recursive: true);
    }

    private static string? WorkingFolder(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ProcessTarget NewTarget(ProcessLauncher launcher) =>
        new(Terms.Next(Data), launcher, TimeProvider.System, NullLogger<ProcessTarget>.Instance);
}
