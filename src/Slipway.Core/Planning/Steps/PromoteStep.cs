namespace Slipway.Core.Planning.Steps;

/// <summary>Makes the candidate stable.</summary>
public sealed record PromoteStep : Step
{
    public override string Kind => "promote";
}
