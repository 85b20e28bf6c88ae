using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>
/// Which Deployment carries which side. Blue at first is the app's own and green its twin, but what stands on the object decides:
/// after a change of strategy a side may sit on either, and a twin of the earlier strategy is still known. Pure.
/// </summary>
internal sealed class DeploymentPlaces(DeploymentSpec spec, IReadOnlyList<DeploymentPlace> all)
{
    /// <summary>Names that twins have, by whatever strategy.</summary>
    private static readonly string[] TwinEndings = ["candidate", "green"];

    public IReadOnlyList<DeploymentPlace> All => all;

    /// <summary>The app's own, whose template versions are made from.</summary>
    public DeploymentPlace Own => At(spec.Namespaces.Blue, spec.Deployment);

    /// <summary>Every place that may carry a side, by namespace and name.</summary>
    public static IEnumerable<(string Namespace, string Name)> Candidates(DeploymentSpec spec) => spec.HasTwoNamespaces
        ? [(spec.Namespaces.Blue, spec.Deployment), (spec.Namespaces.Green, spec.Deployment)]
        : [(spec.Namespaces.Blue, spec.Deployment), .. TwinEndings.Select(ending => (spec.Namespaces.Blue, $"{spec.Deployment}-{ending}"))];

    /// <param name="read">What is there, of at least all <see cref="Candidates"/>.</param>
    /// <param name="environment">A twin of another app's is no place of ours.</param>
    public static DeploymentPlaces Of(DeploymentSpec spec, EnvironmentKey environment, IReadOnlyList<KubeObject> read) => new(spec, [.. Candidates(spec)
        .Select(place => new DeploymentPlace(place.Namespace, place.Name, read.FirstOrDefault(d => d.Namespace == place.Namespace && d.Name == place.Name)))
        .Where(place => place.Name == spec.Deployment || place.Deployment is null || IsOurTwin(place.Deployment, environment))]);

    /// <summary>The place that carries a side, live before others; null where none does.</summary>
    public DeploymentPlace? Carrier(Slot slot) => all.Where(place => place.Ordered?.Slot == slot).OrderByDescending(place => place.IsLive).FirstOrDefault();

    /// <summary>Where a side goes: to the place that carries it, else to its home, else to the one that is free.</summary>
    public DeploymentPlace For(Slot slot)
    {
        if (Carrier(slot) is { IsLive: true } carrier)
            return carrier;
        if (!spec.HasTwoPlaces)
            return Own;
        var (home, other) = (Home(slot), Home(slot.Other()));
        return home.IsLive && !other.IsLive ? other : home;
    }

    /// <summary>Where a side goes if nothing stands in its way.</summary>
    public DeploymentPlace Home(Slot slot) => slot == Slot.Blue || !spec.HasTwoPlaces ? Own
        : spec.HasTwoNamespaces ? At(spec.Namespaces.Green, spec.Deployment)
        : At(spec.Namespaces.Blue, $"{spec.Deployment}-{spec.Twin}");

    private static bool IsOurTwin(KubeObject deployment, EnvironmentKey environment) =>
        deployment.Labels is var labels && labels.ContainsKey(Marks.CopyOf)
        && labels.GetValueOrDefault(Marks.App) == environment.App && labels.GetValueOrDefault(Marks.Environment) == environment.Environment;

    private DeploymentPlace At(string ns, string name) =>
        all.FirstOrDefault(place => place.Namespace == ns && place.Name == name) ?? new DeploymentPlace(ns, name, null);
}
