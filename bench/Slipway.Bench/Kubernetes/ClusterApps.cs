using System.Globalization;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Bench.Kubernetes;

/// <summary>Apps whose versions are Deployments, each behind a Service of its name; and their images, which need no registry.</summary>
/// <param name="apps">Each with one environment.</param>
/// <param name="image">The digest of every image; null: each version has one of its own.</param>
internal sealed class ClusterApps(IEnumerable<AppSpec> apps, Digest? image = null) : ISpecs, IArtifacts
{
    public const string Production = "production";

    private readonly SpecSet _set = new([.. apps], [], []);

    /// <summary>Canaries in a namespace; pods of images that a simulated node takes.</summary>
    public static ClusterApps Canaries(string ns, int count, int replicas, IReadOnlyList<Weight> weights) =>
        new(Enumerable.Range(0, count).Select(number => App(ns, NameOf(number), replicas, weights)));

    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"app-{number:000}");

    public IEnumerable<EnvironmentKey> Keys => _set.Apps.Select(app => new EnvironmentKey(app.App, app.Environments[0].Name));

    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(_set);

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(image ?? Digest.Of(artifact.Split('@')[0]));

    /// <summary>A canary whose shares are made by pods, watched for no time: what is left is the work.</summary>
    private static AppSpec App(string ns, string name, int replicas, IReadOnlyList<Weight> weights) => new()
    {
        App = name,
        Artifact = "",
        Image = $"registry.example/{name}:{{version}}",
        Directory = "/",
        Environments =
        [
            new EnvironmentSpec
            {
                Name = Production,
                Target = new DeploymentSpec { Deployment = name, Namespaces = new PerSlot<string>(ns, ns), Replicas = replicas, Twin = "candidate", ReadyWithin = TimeSpan.FromMinutes(10) },
                Traffic = new ServiceSpec { Service = name, Namespaces = new PerSlot<string>(ns, ns), Drain = TimeSpan.Zero },
                Strategy = new CanarySpec { Weights = weights, Observe = TimeSpan.FromMilliseconds(1) },
                HotTrigger = null,
            },
        ],
    };
}
