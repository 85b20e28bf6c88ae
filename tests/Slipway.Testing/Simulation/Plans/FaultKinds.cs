namespace Slipway.Testing.Simulation.Plans;

/// <summary>Where each kind of fault can strike, and where it cannot and why. The one list that coverage is measured against.</summary>
public static class FaultKinds
{
    public static IReadOnlyList<FaultKind> All { get; } = Enum.GetValues<FaultKind>();

    public static FaultSite SiteOf(FaultKind kind) => kind switch
    {
        <= FaultKind.RouterStale => FaultSite.Effect,
        <= FaultKind.PauseBeforeAppend => FaultSite.Append,
        _ => FaultSite.Moment,
    };

    /// <summary>Why a fault cannot strike at a step; null when it can.</summary>
    public static string? Impossible(string step, FaultKind kind) => (step, kind) switch
    {
        (not StepKinds.Shift, FaultKind.RouterLate or FaultKind.RouterStale) => "only a shift sends weights",
        _ when SiteOf(kind) == FaultSite.Effect && !StepKinds.WithEffects.Contains(step) => "it has no effect",
        _ => null,
    };

    /// <summary>All pairs that can happen, in a fixed order.</summary>
    public static IReadOnlyList<(string Step, FaultKind Kind)> Pairs { get; } =
        [.. StepKinds.All.SelectMany(step => All.Where(kind => Impossible(step, kind) is null).Select(kind => (step, kind)))];
}
