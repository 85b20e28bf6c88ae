using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Slipway.Server.Metrics;

/// <summary>Which program this is, and since when it runs.</summary>
internal sealed class ProgramInstruments
{
    /// <summary>That of the build: <c>0.1.0+7f3a…</c>.</summary>
    public static string Version { get; } = typeof(ProgramInstruments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public ProgramInstruments(Meter meter)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
        meter.CreateObservableGauge("slipway.build_info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", Version)), null, "Always 1, with the version of the program");
        meter.CreateObservableGauge("process.start_time", () => started, "s", "When the process started, in seconds since 1970");
    }
}
