using Slipway.Core.Values;

namespace Slipway.Local.Processes;

/// <summary>Where the target keeps what, below one folder.</summary>
/// <param name="root">Absolute.</param>
internal sealed class DataFolder(string root)
{
    private const string SlotFile = "state.json";

    public string Slot(EnvironmentKey environment, Slot slot) =>
        Path.Combine(root, "workloads", environment.App, environment.Environment, slot.Label(), SlotFile);

    public string Fence(EnvironmentKey environment) =>
        Path.Combine(root, "workloads", environment.App, environment.Environment, "fence.json");

    public string Logs(EnvironmentKey environment) => Path.Combine(root, "logs", environment.App, environment.Environment);

    /// <summary>All environments that have a record.</summary>
    public IReadOnlyList<EnvironmentKey> Environments()
    {
        var workloads = new DirectoryInfo(Path.Combine(root, "workloads"));
        if (!workloads.Exists)
            return [];
        return [.. workloads.EnumerateDirectories()
            .SelectMany(app => app.EnumerateDirectories().Select(environment => new EnvironmentKey(app.Name, environment.Name)))
            .Where(key => EnvironmentKey.IsName(key.App) && EnvironmentKey.IsName(key.Environment))];
    }
}
