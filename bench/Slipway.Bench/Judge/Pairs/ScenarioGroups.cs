namespace Slipway.Bench.Judge.Pairs;

/// <summary>The groups' names for people.</summary>
public static class ScenarioGroups
{
    public static string Title(this ScenarioGroup group) => group switch
    {
        ScenarioGroup.Same => "the same version",
        ScenarioGroup.Drift => "shared drift",
        ScenarioGroup.Noise => "noise of each side",
        ScenarioGroup.Pods => "pods that differ",
        ScenarioGroup.Errors => "more errors",
        ScenarioGroup.Slower => "slower",
        ScenarioGroup.Ramp => "ramp",
        ScenarioGroup.Late => "late",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };
}
