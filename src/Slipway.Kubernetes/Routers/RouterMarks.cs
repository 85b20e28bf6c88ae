using Slipway.Core.Values;

namespace Slipway.Kubernetes.Routers;

/// <summary>What routers write on objects so that they, and people, know them again.</summary>
internal static class RouterMarks
{
    /// <summary>On pods and in selectors: <c>blue</c> or <c>green</c>.</summary>
    public const string Slot = "slipway.dev/slot";

    /// <summary>Label of the objects that Slipway makes: whose they are.</summary>
    public const string App = "slipway.dev/app";

    /// <summary>Label of the objects that Slipway makes, beside <see cref="App"/>.</summary>
    public const string Environment = "slipway.dev/environment";

    /// <summary>Label by which a made object is told from one of the same name that a person wrote.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    public const string Slipway = "slipway";

    /// <summary>Annotation on the app's Service: the environment whose requests it takes, as <c>app/environment</c>.</summary>
    public const string RoutedFor = "slipway.dev/routed-for";

    /// <summary>Annotation on each changed object: environment, fence and turn of the last order, so that every order changes its version.</summary>
    public const string Order = "slipway.dev/order";

    /// <summary>Annotation on the app's Service: green's share in percent, where the number of instances makes it.</summary>
    public const string GreenShare = "slipway.dev/green-share";

    public static Slot? SlotOf(string? label) => label is "blue" or "green" ? label == "blue" ? Core.Values.Slot.Blue : Core.Values.Slot.Green : null;
}
