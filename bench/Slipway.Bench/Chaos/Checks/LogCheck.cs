using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>Whether a server reported a fault of its own. Trouble with the store or another server is what the run is about; a bug is not.</summary>
public static class LogCheck
{
    public static void Run(IEnumerable<ServerProcess> servers, ICollection<Violation> violations)
    {
        foreach (var server in servers)
        {
            foreach (var line in server.Complaints.Where(IsBug).GroupBy(Stem).Select(same => same.First()))
                violations.Add(new Violation("no server reports a fault of its own", $"{server.Name}: {line}"));
        }
    }

    private static bool IsBug(string line) =>
        line.StartsWith("crit:", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal);

    private static string Stem(string line) => line.Split("Exception", 2)[^1];
}
