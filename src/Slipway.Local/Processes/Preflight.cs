using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Local.Processes;

/// <summary>What would keep a workload from starting, found without starting it.</summary>
internal static class Preflight
{
    /// <summary>Each problem a sentence with its remedy. Empty: it could start.</summary>
    public static IReadOnlyList<string> Problems(Workload workload, ProcessesSpec spec, IReadOnlyDictionary<string, string> inherited)
    {
        if (!Path.Exists(workload.Artifact))
        {
            return [$"the artifact {workload.Artifact} of version {workload.Version} does not exist: "
                + "put the version's files there, or correct 'artifact'"];
        }
        if (spec.Command is not [{ Length: > 0 }, ..])
            return ["'command' is empty: name the program to run"];

        var plan = LaunchPlan.For(workload, spec, port: 0, token: "", inherited);
        if (!Directory.Exists(plan.WorkingDirectory))
            return [$"the working directory {plan.WorkingDirectory} does not exist: create it, or correct 'workingDirectory'"];

        var placeholders = new Placeholders(workload, port: 0);
        var programs = new[] { spec.Command, spec.Ready?.Command, spec.Live?.Command }
            .Where(command => command is { Count: > 0 })
            .Select(command => placeholders.Fill(command![0]))
            .Distinct();
        return [.. programs
            .Where(program => ProgramLookup.Find(program, plan.WorkingDirectory, plan.Environment) is null)
            .Select(program => ProgramLookup.Explain(program, plan.WorkingDirectory))];
    }
}
