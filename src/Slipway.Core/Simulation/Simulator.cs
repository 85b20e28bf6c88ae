using Slipway.Core.Engine;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <summary>Runs the real machine and engine on a deploy in virtual time against a scenario. The same seed, the same report.</summary>
public static class Simulator
{
    /// <param name="version">The version that is deployed.</param>
    public static Outcome<SimulationReport> Run(AppSpec app, EnvironmentSpec environment, string version, Scenario scenario)
    {
        if (!ReleaseVersion.TryParse(version, out _))
            return Refusal.Of(RefusalKind.Invalid, $"'{version}' is not a version: {ReleaseVersion.Shape}");
        if (version == scenario.Running)
            return Refusal.Of(RefusalKind.Invalid, $"{version} is what the scenario has running: simulate another version");
        var time = new VirtualTime(scenario.Start);
        return new VirtualLoop(time).Run(() => new SimulatedRun(app, environment, scenario, time).RunAsync(version), DateTimeOffset.MaxValue);
    }
}
