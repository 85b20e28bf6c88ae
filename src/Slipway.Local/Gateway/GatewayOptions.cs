using Slipway.Core.Values;
using Slipway.Local.Peers;

namespace Slipway.Local.Gateway;

/// <summary>What a gateway process is started with.</summary>
public sealed record GatewayOptions
{
    /// <summary>Servers of the control plane, at least one: <c>http://127.0.0.1:7411</c>. The gateway turns to the next when one does not answer.</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    public required EnvironmentKey Environment { get; init; }

    /// <summary>Where the gateway keeps its last configuration; one for all gateways of a machine.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The file with the key that servers ask of their gateways; null: the one in <see cref="DataDirectory"/>.</summary>
    public string? PeerKeyFile { get; init; }

    internal string PeerKeyPath => PeerKeyFile ?? Path.Combine(DataDirectory, PeerKey.FileName);

    /// <summary>Address and port instead of what the spec says; null: the spec's.</summary>
    public string? Listen { get; init; }

    /// <summary>Take the listening socket over from the gateway of the environment that runs on this machine, if one does.</summary>
    public bool Replace { get; init; }

    /// <summary>Requests are drawn by it.</summary>
    public required Random Chance { get; init; }

    public GatewayBounds Bounds { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets a line when something happens that a person may want to know.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
