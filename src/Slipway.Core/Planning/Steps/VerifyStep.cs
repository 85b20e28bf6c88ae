using System.Text.Json.Serialization;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Planning.Steps;

/// <summary>Puts each check to each instance of a side; all must pass.</summary>
public sealed record VerifyStep(Slot Slot, IReadOnlyList<CheckSpec> Checks) : Step
{
    [JsonIgnore]
    public override string Kind => "verify";

    public bool Equals(VerifyStep? other) => other is not null && Slot == other.Slot && Checks.SequenceEqual(other.Checks);

    public override int GetHashCode() => HashCode.Combine(Slot, Checks.Count);
}
