using Slipway.Core.Values;

namespace Slipway.Local.Gateway;

/// <summary>One side of an environment as a gateway sees it.</summary>
/// <param name="Weight">The share that is wanted for it.</param>
/// <param name="Endpoints">Its ready instances, each <c>host:port</c>.</param>
public sealed record GatewaySide(Weight Weight, IReadOnlyList<string> Endpoints)
{
    public bool Equals(GatewaySide? other) =>
        other is not null && Weight == other.Weight && Endpoints.SequenceEqual(other.Endpoints, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Weight, Endpoints.Count);
}
