using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Routers;

/// <summary>How an object is marked that Slipway makes itself: whose it is, and with what it goes.</summary>
internal static class OwnObject
{
    public static JsonObject Labels(EnvironmentKey environment, Slot? slot = null)
    {
        var labels = new JsonObject
        {
            [Marks.ManagedBy] = Marks.Slipway,
            [Marks.App] = environment.App,
            [Marks.Environment] = environment.Environment,
        };
        if (slot is { } side)
            labels[Marks.Slot] = side.Label();
        return labels;
    }

    /// <summary>The object goes when <paramref name="owner"/> goes, which must be in the same namespace.</summary>
    public static JsonArray OwnedBy(KubeObject owner) =>
    [
        new JsonObject { ["apiVersion"] = owner.ApiVersion, ["kind"] = owner.Kind, ["name"] = owner.Name, ["uid"] = owner.Uid },
    ];

    /// <summary>False for an object of the same name that a person, or another environment, wrote.</summary>
    public static bool IsOf(KubeObject found, EnvironmentKey environment) =>
        found.Labels.GetValueOrDefault(Marks.ManagedBy) == Marks.Slipway
        && found.Labels.GetValueOrDefault(Marks.App) == environment.App
        && found.Labels.GetValueOrDefault(Marks.Environment) == environment.Environment;
}
