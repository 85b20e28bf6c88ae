using Slipway.Core.Values;
using Slipway.Local.Gateway.Takeover;

namespace Slipway.Local.Gateway;

/// <summary>Where an environment's gateway keeps what outlives its process.</summary>
internal sealed class GatewayPaths(string dataDirectory, EnvironmentKey environment)
{
    // sun_path of unix(7) has 108 bytes, the closing zero included.
    private const int MaxSocketPathBytes = 107 - TakeoverServer.MoreBytes;

    public string Directory { get; } = Path.GetFullPath(Path.Combine(dataDirectory, "gateways", environment.App, environment.Environment));

    public string Config => Path.Combine(Directory, "config.json");

    /// <summary>Which process accepts the connections.</summary>
    public string Process => Path.Combine(Directory, "process.json");

    /// <summary>Where the control plane is, when it is not where the gateway was told at its start.</summary>
    public string Server => Path.Combine(Directory, "server.url");

    public string Log => Path.Combine(Directory, "gateway.log");

    /// <summary>Where a gateway answers for its health and hands over its listening socket.</summary>
    public string Socket
    {
        get
        {
            var path = Path.Combine(Directory, "gateway.sock");
            return System.Text.Encoding.UTF8.GetByteCount(path) <= MaxSocketPathBytes
                ? path
                : Path.Combine(Path.GetTempPath(), $"slipway-{Digest.Of(path).Short}.sock");
        }
    }
}
