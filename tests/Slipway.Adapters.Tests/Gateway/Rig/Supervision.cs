using Slipway.Local.Gateway.Supervision;
using Slipway.Local.Processes;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>A supervisor at work, which can be stopped and started anew. In the end it ends the gateways that it started.</summary>
internal sealed class Supervision : IAsyncDisposable
{
    private readonly GatewayRig _rig;
    private readonly string _program;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Supervision(GatewayRig rig, string? program = null)
    {
        (_rig, _program) = (rig, program ?? GatewayChild.Program);
        Start();
    }

    public GatewaySupervisor Supervisor { get; private set; } = null!;

    /// <summary>The gateways that have reported, oldest first, ended ones too.</summary>
    public IReadOnlyList<ProcessIdentity> Processes => [.. _rig.Plane.Hub.Gateways(GatewayRig.Environment).Select(gateway => gateway.Report.Process)];

    /// <summary>As <c>kill -9</c> does.</summary>
    public static void Kill(ProcessIdentity gateway) => new ProcessLauncher().Kill(gateway);

    /// <summary>Another supervisor, which knows nothing of what this one started.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _stop = new CancellationTokenSource();
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var gateway in OfRig())
            Kill(gateway);
    }

    private void Start()
    {
        Supervisor = new GatewaySupervisor(
            _rig.Plane.Term, _rig.Plane.Hub, new ProcessLauncher(), _program, _rig.Plane.Address, TimeProvider.System);
        _running = Supervisor.RunAsync(_stop.Token);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Those too that have not reported: each names the rig's folder in its command line.</summary>
    private IEnumerable<ProcessIdentity> OfRig()
    {
        var launcher = new ProcessLauncher();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) && CommandLine(folder).Contains(_rig.Data, StringComparison.Ordinal) && launcher.Find(pid) is { } gateway)
                yield return gateway;
        }
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
