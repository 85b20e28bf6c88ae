using Slipway.Core.Values;

namespace Slipway.Core.Notices.Model;

/// <summary>A caller without an account that may start deploys of one app in one environment.</summary>
public sealed record InboundHook
{
    /// <summary>Last part of its address, and of its name in the record: <c>hook/NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the signatures.</summary>
    public required SecretSource Secret { get; init; }

    public required EnvironmentKey Deploy { get; init; }

    /// <summary>As whom it acts.</summary>
    public string Principal => $"hook/{Name}";
}
