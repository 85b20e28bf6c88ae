using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>Two specs for one object would undo each other's work.</summary>
internal static class ForeignOwner
{
    /// <summary>Who else holds an object, as a sentence; null where nobody does.</summary>
    public static string? Of(KubeObject live, EnvironmentKey environment)
    {
        var labels = live.Labels;
        return labels.TryGetValue(Marks.App, out var app) && labels.TryGetValue(Marks.Environment, out var name) && (app, name) != (environment.App, environment.Environment)
            ? $"{live} belongs to {app}/{name} already: two specs for one object would undo each other; take it out of one of them, or remove the labels {Marks.App} and {Marks.Environment} from it"
            : null;
    }
}
