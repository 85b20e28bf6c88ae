using System.Globalization;

namespace Slipway.Bench.Results;

/// <summary>What stood beside the measurement: how the programs were built, and what else the machine did.</summary>
/// <param name="Build">Release or Debug.</param>
/// <param name="LoadBefore">Load average of one minute as it began.</param>
/// <param name="LoadAfter">As it ended, with what the benchmark itself brought.</param>
public sealed record Conditions(string Build, double LoadBefore, double LoadAfter)
{
    public static Conditions Now()
    {
#if DEBUG
        const string build = "Debug";
#else
        const string build = "Release";
#endif
        return new Conditions(build, Load(), double.NaN);
    }

    public Conditions Ended() => this with { LoadAfter = Load() };

    private static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;
}
