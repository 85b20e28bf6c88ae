using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>How an Application is, as one instance: ready when its sync has succeeded and Argo CD finds all of it healthy. Pure but for what is going.</summary>
internal sealed class ArgoReads(ArgoCdSpec spec, PackageReads packages)
{
    /// <param name="application">As the cache has it; null where there is none.</param>
    public async Task<WorkloadStatus> StatusAsync(KubeObject? application, EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        if (application is null)
            return WorkloadStatus.Nothing with { Failure = $"{ArgoPlace.Of(spec, slot)} does not exist: somebody deleted it, or its namespace" };
        if (ForeignOwner.Of(application, environment) is not null || ArgoOrdered.Of(application) is not { } ordered || ordered.Slot != slot)
            return WorkloadStatus.Nothing;
        if (!ordered.IsWanted)
        {
            var left = new PackageNote(slot, ordered.Version, "", IsWanted: false, IsWorking: false, ordered.At, ArgoPlace.Workloads(application));
            return await packages.StatusAsync(left, slot, working: null, cancellation);
        }

        var (state, detail, failure) = Read(application, ordered);
        var instance = new InstanceStatus(PackageReads.IdOf(slot, ordered.Version), state, Address: null, Restarts: 0, ordered.At, detail);
        return new WorkloadStatus(ordered.Version, 1, [instance], failure);
    }

    private static (InstanceState State, string Detail, string? Failure) Read(KubeObject application, ArgoOrdered ordered)
    {
        if (application.Text("spec", "source", "targetRevision") is { } target && target != ordered.Revision)
            return (InstanceState.Unready, $"its target revision is {target}", $"somebody else has set the target revision of {application} to {target} since {ordered.Version} was ordered: is it kept in Git, or made by an ApplicationSet?");
        if (!ArgoSync.IsCurrent(application, ordered))
            return (InstanceState.Starting, "waits for Argo CD to take up the sync", null);
        switch (application.Text("status", "operationState", "phase"))
        {
            case "Failed" or "Error":
                return (InstanceState.Unready, "the sync failed", $"Argo CD could not sync {application} to {ordered.Revision}: {ArgoSync.Told(application)}");
            case not "Succeeded":
                return (InstanceState.Starting, $"Argo CD syncs: {application.Text("status", "operationState", "message")}", null);
        }

        if (!ArgoSync.IsCompared(application, ordered.Revision))
            return (InstanceState.Starting, "Argo CD has not looked at it since the sync", null);
        var trouble = ArgoSync.TroubleTold(application);
        return application.Text("status", "health", "status") switch
        {
            "Healthy" => (InstanceState.Ready, application.Text("status", "sync", "status") == "OutOfSync" ? "Argo CD finds it out of sync" : "", null),
            "Degraded" => (InstanceState.Unready, trouble, $"Argo CD finds {application} degraded: {trouble}"),
            "Progressing" => (InstanceState.Starting, trouble, null),
            var other => (InstanceState.Unready, $"Argo CD says {other ?? "nothing"}{(trouble.Length > 0 ? $": {trouble}" : "")}", null),
        };
    }
}
