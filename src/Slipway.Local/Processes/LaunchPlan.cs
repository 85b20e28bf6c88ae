using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Local.Processes;

/// <summary>How one instance is started: the spec with its placeholders filled in.</summary>
/// <param name="Command">Program and arguments.</param>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="Environment">All variables that the process gets. Values may be secrets: never logged.</param>
internal sealed record LaunchPlan(IReadOnlyList<string> Command, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The variable that tells an instance's processes from all others.</summary>
    public const string TokenVariable = "SLIPWAY_INSTANCE";

    /// <param name="inherited">The server's own environment.</param>
    public static LaunchPlan For(
        Workload workload, ProcessesSpec spec, int port, string token, IReadOnlyDictionary<string, string> inherited)
    {
        var placeholders = new Placeholders(workload, port);
        var environment = new Dictionary<string, string>(inherited)
        {
            ["PORT"] = placeholders.Port,
            ["SLIPWAY_APP"] = workload.Environment.App,
            ["SLIPWAY_ENVIRONMENT"] = workload.Environment.Environment,
            ["SLIPWAY_VERSION"] = workload.Version.ToString(),
        };
        foreach (var (name, value) in spec.Environment)
            environment[name] = placeholders.Fill(value);
        environment[TokenVariable] = token;

        // An artifact may be a single file; its folder is then where it runs.
        var folder = File.Exists(workload.Artifact) ? Path.GetDirectoryName(workload.Artifact)! : workload.Artifact;
        var directory = spec.WorkingDirectory == "{artifact}" ? folder : placeholders.Fill(spec.WorkingDirectory);
        return new LaunchPlan([.. spec.Command.Select(placeholders.Fill)], Path.GetFullPath(directory, folder), environment);
    }
}
