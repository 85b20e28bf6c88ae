using Slipway.Bench.Results;
using Slipway.Testing.Kubernetes;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>What Slipway costs a cluster, and a cluster costs Slipway, on a real API server.</summary>
/// <param name="only">A part of the names of the parts to run; null: all.</param>
/// <param name="deployments">How many to manage, in turn; empty: as is thought right.</param>
public sealed class KubernetesBench(string? only, IReadOnlyList<int> deployments) : IBenchmark
{
    /// <summary>It is asked for by its name alone: it needs a Kubernetes that was built first.</summary>
    public const string Word = "kubernetes";

    public string Name => Word;

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        await using var cluster = await Cluster.StartAsync(cancellation);
        var figures = new List<Figure>();
        foreach (var (part, measure) in Parts(cluster, context))
        {
            if (only is not null && !part.Contains(only, StringComparison.Ordinal))
                continue;
            context.Console.WriteLine($"{part}:");
            figures.AddRange(await measure(cancellation));
        }

        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures = figures,
            Notes =
            [
                "The API server, its controllers, etcd and the measuring program share the machine.",
                "Pods are those of a simulated node in the measuring program: they are ready at once.",
                "kubectl is a process for each command, as in a script, with its cache of discovery warm; the client keeps one connection.",
                "The canary: four pods by way of 25 and 50 %, on twins of one Deployment, to a Service that leads to the new one alone and no old pod left. Both wait for ready pods before each step; Slipway also waits until the old pods of each step are gone.",
                "What the script does not do: look for rights, quota and objects before it begins, read back what is in force, notice that somebody else or another order changed something, keep a record that outlives a crash, judge the new version, find the way back, or delete the old Deployment's name after it.",
            ],
        };
    }

    private IEnumerable<(string Name, Func<CancellationToken, Task<IReadOnlyList<Figure>>> Measure)> Parts(Cluster cluster, BenchContext context) =>
    [
        ("client", new ClientAgainstKubectl(cluster, context).MeasureAsync),
        ("canary", new CanaryAgainstScript(cluster, context).MeasureAsync),
        ("managed", new ManagedDeployments(cluster, context, deployments).MeasureAsync),
    ];
}
