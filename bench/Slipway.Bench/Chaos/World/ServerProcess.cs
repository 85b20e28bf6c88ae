using System.Diagnostics;
using Slipway.Bench.Running;

namespace Slipway.Bench.Chaos.World;

/// <summary>
/// One replica of <c>slipway serve</c>: the same place in the fleet over all lives of its process, with a link in front of
/// its API and one behind it to the database, either of which can fall silent or be cut.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int StopSeconds = 30;

    private readonly string _program;
    private readonly IReadOnlyList<string> _arguments;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<string> _said = [];
    private readonly List<string> _complaints = [];
    private Process? _process;
    private int _lives;

    /// <param name="data">The data folder, absolute.</param>
    /// <param name="database">Where PostgreSQL listens on loopback, and the URL by which it is reached there; null for SQLite.</param>
    public ServerProcess(string name, string program, string folder, string data, IReadOnlyList<string> specs, (int Port, Func<int, string> Url)? database, TimeProvider time)
    {
        (Name, _program, _folder, _time) = (name, program, folder, time);
        var port = Ports.Free();
        Api = new Uri($"http://127.0.0.1:{port}/");
        Link = new Relay(port);
        Database = database is { } reached ? new Relay(reached.Port) : null;
        _arguments =
        [
            "serve", .. specs.SelectMany(spec => new[] { "-f", spec }), "--data", data,
            "--listen", $"127.0.0.1:{port}", "--advertise", $"http://127.0.0.1:{Link.Port}",
            .. Database is null ? Array.Empty<string>() : ["--store", database!.Value.Url(Database.Port)],
        ];
    }

    /// <summary><c>s1</c> and so on.</summary>
    public string Name { get; }

    /// <summary>Straight to the process: the way of the people in this run.</summary>
    public Uri Api { get; }

    /// <summary>Between gateways, or other servers, and this one.</summary>
    public Relay Link { get; }

    /// <summary>Between this server and PostgreSQL; null with SQLite.</summary>
    public Relay? Database { get; }

    /// <summary>Of the present life; 0 before the first.</summary>
    public int ProcessId { get; private set; }

    public bool Runs => _process is { HasExited: false };

    /// <summary>It has said in its present life that it listens.</summary>
    public bool WasReady { get; private set; }

    /// <summary>Of the life that has ended.</summary>
    public int ExitCode => _process!.ExitCode;

    /// <summary>What it has printed for people, over all its lives.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_gate)
                return [.. _said];
        }
    }

    /// <summary>What it has logged: warnings and worse, over all its lives.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_gate)
                return [.. _complaints];
        }
    }

    /// <summary>The last line of <see cref="Complaints"/>; empty without any.</summary>
    public string LastWords => Complaints is [.., var last] ? last : "";

    public void Start()
    {
        var start = new ProcessStartInfo(_program, _arguments)
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        WasReady = false;
        var before = _process;
        _process = Process.Start(start) ?? throw new BenchFailedException($"{_program} could not be started");
        before?.Dispose();
        ProcessId = _process.Id;
        _lives++;
        _ = KeepAsync(_process.StandardOutput, _said, $"{Name}-{_lives}.out");
        _ = KeepAsync(_process.StandardError, _complaints, $"{Name}-{_lives}.log");
    }

    /// <summary>Ends it without a word, and waits until it is gone.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        if (_process is not { HasExited: false } process)
            return;
        Signals.Kill(process.Id);
        await process.WaitForExitAsync(cancellation);
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    /// <returns>False when it had to be killed.</returns>
    public async Task<bool> EndAsync()
    {
        if (_process is not { HasExited: false } process)
            return true;
        Signals.Continue(process.Id);
        Signals.Terminate(process.Id);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(StopSeconds), _time);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process?.Dispose();
        await Link.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
    }

    private async Task KeepAsync(StreamReader from, List<string> lines, string file)
    {
        await using var to = new StreamWriter(Path.Combine(_folder, file)) { AutoFlush = true };
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_gate)
                lines.Add(line);
            WasReady |= line.StartsWith("slipway listens", StringComparison.Ordinal);
            await to.WriteLineAsync(line);
        }
    }
}
