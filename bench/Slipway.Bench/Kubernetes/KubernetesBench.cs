using Slipway.Bench.Results;
using Slipway.Testing.Kubernetes;

namespace Slipway.Bench.Kubernetes;

/// <summary>What Slipway costs a cluster, and a cluster costs Slipway, on a real API server.</summary>
public sealed class KubernetesBench : IBenchmark
{
    /// <summary>It is asked for by its name alone: it needs a Kubernetes that was built first.</summary>
    public const string Word = "kubernetes";

    public string Name => Word;

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        await using var cluster = await Cluster.StartAsync(cancellation);
        var figures = new List<Figure>();
        figures.AddRange(await new ClientAgainstKubectl(cluster, context).MeasureAsync(cancellation));
        figures.AddRange(await new CanaryAgainstScript(cluster, context).MeasureAsync(cancellation));
        figures.AddRange(await new ManagedDeployments(cluster, context).MeasureAsync(cancellation));
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
            ],
        };
    }
}
