using Slipway.Core.Values;

namespace Slipway.Kubernetes.Routers;

/// <summary>What routers write on objects beside the <see cref="Marks"/> that all parts share.</summary>
internal static class RouterMarks
{
    /// <summary>Annotation on the app's Service: the environment whose requests it takes, as <c>app/environment</c>.</summary>
    public const string RoutedFor = "slipway.dev/routed-for";

    /// <summary>Annotation on the app's Service: green's share in percent, where the number of instances makes it.</summary>
    public const string GreenShare = "slipway.dev/green-share";

    /// <summary>Annotation on each Service of the app: the stop whose maintenance page it leads to, and what comes back; afterwards the last such stop.</summary>
    public const string Maintenance = "slipway.dev/maintenance";

    /// <summary>Annotation on a router's object, which several environments may share: the last order of this one.</summary>
    public static string OrderOf(EnvironmentKey environment) => $"{environment.Environment}.{environment.App}.{Marks.Order}";

    /// <summary>The side that a label names; null for none.</summary>
    public static Slot? SlotOf(string? label) => Slots.TryParse(label, out var slot) ? slot : null;
}
