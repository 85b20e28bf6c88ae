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
            [RouterMarks.ManagedBy] = RouterMarks.Slipway,
            [RouterMarks.App] = environment.App,
            [RouterMarks.Environment] = environment.Environment,
        };
        if (slot is { } side)
            labels[RouterMarks.Slot] = side.Label();
        return labels;
    }

    /// <summary>The object goes when <paramref name="owner"/> goes, which must be in the same namespace.</summary>
    public static JsonArray OwnedBy(KubeObject owner) =>
    [
        new JsonObject { ["apiVersion"] = owner.ApiVersion, ["kind"] = owner.Kind, ["name"] = owner.Name, ["uid"] = owner.Uid },
    ];

    /// <summary>False for an object of the same name that a person, or another environment, wrote.</summary>
    public static bool IsOf(KubeObject found, EnvironmentKey environment) =>
        found.Labels.GetValueOrDefault(RouterMarks.ManagedBy) == RouterMarks.Slipway
        && found.Labels.GetValueOrDefault(RouterMarks.App) == environment.App
        && found.Labels.GetValueOrDefault(RouterMarks.Environment) == environment.Environment;
}
