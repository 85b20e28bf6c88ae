using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Keeping;
using Slipway.Local.Processes;

namespace Slipway.Local.Gateway.Supervision;

/// <summary>Sees to it that one environment's gateway runs. One caller at a time.</summary>
internal sealed class GatewayWatch(
    EnvironmentKey environment, IReadOnlyList<string> command, GatewayPaths paths, KeeperTerm term, GatewayHub hub, ProcessLauncher launcher, TimeProvider time)
{
    private const int FirstBackoffMilliseconds = 200;
    private const int MaxBackoffMilliseconds = 5000;
    private const int MaxBackoffDoublings = 10;

    // A gateway that ran for longer was all right: its successor starts at once.
    private const int ProvenSeconds = 5;
    private const int LogTailCharacters = 500;

    private ProcessIdentity? _launched;
    private long _launchedAt;
    private int _failures;

    /// <summary>Whether the process that was launched last came up. On a slow machine one may take long only to fail.</summary>
    private bool _cameUp;

    /// <summary>Why it does not run, for a person; null when it does.</summary>
    public string? Error { get; private set; }

    private bool IsProven => _cameUp && time.GetElapsedTime(_launchedAt) > TimeSpan.FromSeconds(ProvenSeconds);

    /// <summary>Starts the gateway if none runs and none was started that is still to come up.</summary>
    public void Look()
    {
        var ended = Reap();

        // A process that takes over writes its own identity only once it accepts, so the older one is found until then.
        if (Known() is { } known)
        {
            if (!launcher.HasEnded(known))
            {
                _cameUp = true;
                _failures = IsProven ? 0 : _failures;
                Error = null;
                return;
            }

            hub.ProcessEnded(environment, known);
        }

        if (ended is not null)
            CountFailure(ended);
        if (_launched is null && (_failures == 0 || time.GetElapsedTime(_launchedAt) >= Backoff()))
            Start();
    }

    /// <summary>How the process that was started here ended; null when none did since the last look.</summary>
    private ProcessEnd? Reap()
    {
        var ended = _launched is null ? null : launcher.Poll(_launched);
        if (ended is not null)
            _launched = null;
        return ended;
    }

    private void CountFailure(ProcessEnd ended)
    {
        _failures = IsProven ? 0 : _failures + 1;
        Error = IsProven ? null : $"The gateway of {environment} ended soon after its start ({ended}); {paths.Log} ends with: {LogTail()}";
    }

    private TimeSpan Backoff() => TimeSpan.FromMilliseconds(
        Math.Min(MaxBackoffMilliseconds, FirstBackoffMilliseconds * Math.Pow(2, Math.Min(_failures, MaxBackoffDoublings) - 1)));

    private void Start()
    {
        _launchedAt = time.GetTimestamp();
        _cameUp = false;
        try
        {
            Directory.CreateDirectory(paths.Directory);
            _launched = term.Act(() => launcher.Start(command, paths.Directory, GatewayRuntime.Variables(), paths.Log));
        }
        catch (Exception failure) when (failure is SpawnException or IOException or UnauthorizedAccessException)
        {
            _failures++;
            Error = $"The gateway of {environment} could not be started: {failure.Message}";
        }
    }

    private ProcessIdentity? Known()
    {
        try
        {
            return DurableFile.Read(paths.Process, GatewayJson.Default.ProcessIdentity);
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
            var log = File.ReadAllText(paths.Log).Trim();
            return log.Length == 0 ? "(nothing)" : log[^Math.Min(log.Length, LogTailCharacters)..];
        }
        catch (IOException)
        {
            return "(not readable)";
        }
    }
}
