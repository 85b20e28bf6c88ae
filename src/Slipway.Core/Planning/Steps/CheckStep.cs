namespace Slipway.Core.Planning.Steps;

/// <summary>Whether the target could run the release; nothing is changed.</summary>
public sealed record CheckStep : Step
{
    public override string Kind => "check";
}
