using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Supervision;

/// <summary>Sees to it that one environment's gateway runs. One caller at a time.</summary>
internal sealed class GatewayWatch(EnvironmentKey environment, string dataDirectory, Func<GatewayLaunch, int> launch, TimeProvider time)
{
    private const int FirstBackoffMilliseconds = 200;
    private const int MaxBackoffMilliseconds = 5000;

    // A gateway that ran for longer was all right: its successor starts at once.
    private const int ProvenSeconds = 5;
    private const int LogTailCharacters = 500;

    private readonly GatewayPaths _paths = new(dataDirectory, environment);
    private ProcessIdentity? _launched;
    private long _launchedAt;
    private int _failures;

    /// <summary>Why it does not run, for a person; null when it does.</summary>
    public string? Error { get; private set; }

    /// <summary>Starts the gateway if none runs and none was started that is still to come up.</summary>
    public void Look(Uri server)
    {
        // A process that takes over writes its own identity only once it accepts, so the older one is found until then.
        if (Known() is { } known && known.IsAlive())
        {
            if (_failures > 0 && time.GetElapsedTime(_launchedAt) > TimeSpan.FromSeconds(ProvenSeconds))
                _failures = 0;
            Error = null;
            return;
        }

        if (_launched is { } launched)
        {
            if (launched.IsAlive())
                return;
            _launched = null;
            var proven = time.GetElapsedTime(_launchedAt) > TimeSpan.FromSeconds(ProvenSeconds);
            _failures = proven ? 0 : _failures + 1;
            Error = proven ? null : $"The gateway of {environment} ended soon after its start; {_paths.Log} ends with: {LogTail()}";
        }

        if (_failures == 0 || time.GetElapsedTime(_launchedAt) >= Backoff())
            Start(server);
    }

    private TimeSpan Backoff() =>
        TimeSpan.FromMilliseconds(Math.Min(MaxBackoffMilliseconds, FirstBackoffMilliseconds * Math.Pow(2, Math.Min(_failures, 10) - 1)));

    private void Start(Uri server)
    {
        _launchedAt = time.GetTimestamp();
        try
        {
            Directory.CreateDirectory(_paths.Directory);
            _launched = ProcessIdentity.Of(launch(new GatewayLaunch(
                ["gateway", "--server", server.ToString(), "--app", environment.App, "--environment", environment.Environment, "--data", Path.GetFullPath(dataDirectory)],
                _paths.Directory,
                GatewayLaunch.RuntimeSettings,
                _paths.Log)));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _failures++;
            Error = $"The gateway of {environment} could not be started: {failure.Message}";
        }
    }

    private ProcessIdentity? Known()
    {
        try
        {
            return AtomicFile.Read(_paths.Process, GatewayJson.Default.NullableProcessIdentity);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private string LogTail()
    {
        try
        {
            var log = File.ReadAllText(_paths.Log).Trim();
            return log.Length == 0 ? "(nothing)" : log[^Math.Min(log.Length, LogTailCharacters)..];
        }
        catch (IOException)
        {
            return "(not readable)";
        }
    }
}
