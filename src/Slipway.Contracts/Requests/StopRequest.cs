using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Stops everything over a scope: POST /api/v1/stops.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StopRequest
{
    /// <summary>A pattern over <c>app/environment</c>: <c>**</c>, <c>shop/*</c>, <c>*/production</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Why. Not empty.</summary>
    public required string Reason { get; init; }

    /// <summary>Environments in the scope, as <c>shop/production</c>, whose instances are stopped as well.</summary>
    public IReadOnlyList<string> ToZero { get; init; } = [];

    /// <summary>Environments in the scope, as <c>shop/production</c>, that show their maintenance page meanwhile. One that cannot is refused, and nothing is stopped.</summary>
    public IReadOnlyList<string> MaintenancePages { get; init; } = [];
}
