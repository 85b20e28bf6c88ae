namespace Slipway.Core.Planning.Steps;

/// <summary>A cooling period.</summary>
public sealed record WaitStep(TimeSpan For) : Step
{
    public override string Kind => "wait";
}
