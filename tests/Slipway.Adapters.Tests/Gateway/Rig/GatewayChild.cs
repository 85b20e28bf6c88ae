using System.Diagnostics;
using Slipway.Local.Gateway.Supervision;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>Gateways as processes of their own, started by hand. Ends those that still run.</summary>
internal sealed class GatewayChild : IDisposable
{
    private readonly List<Process> _children = [];

    /// <summary>Takes the arguments of <c>slipway</c> for a gateway.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Slipway.GatewayHost");

    public IReadOnlyList<Process> All
    {
        get
        {
            lock (_children)
                return [.. _children];
        }
    }

    public Process Start(GatewayRig rig, params string[] more) => Start(
        ["gateway", "--server", $"{rig.Plane.Address}", "--app", "shop", "--environment", "production", "--data", rig.Data, .. more]);

    public void Dispose()
    {
        foreach (var child in All)
        {
            if (!child.HasExited)
                child.Kill();
            child.WaitForExit();
            child.Dispose();
        }
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in GatewayRuntime.Settings)
            start.Environment[name] = value;
        var child = Process.Start(start)!;
        child.BeginOutputReadLine();
        lock (_children)
            _children.Add(child);
        return child;
    }
}
