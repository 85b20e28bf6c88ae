using System.Text.Json.Serialization;

namespace Slipway.Core.Ports;

[JsonConverter(typeof(JsonStringEnumConverter<InstanceState>))]
public enum InstanceState
{
    /// <summary>Started, not yet ready.</summary>
    [JsonStringEnumMemberName("starting")] Starting,

    /// <summary>May be given requests.</summary>
    [JsonStringEnumMemberName("ready")] Ready,

    /// <summary>Runs, but its probe says no.</summary>
    [JsonStringEnumMemberName("unready")] Unready,

    /// <summary>Gets no new requests and will be stopped.</summary>
    [JsonStringEnumMemberName("draining")] Draining,

    /// <summary>Asked to end, not ended yet.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,

    /// <summary>Ended by itself; will be started again.</summary>
    [JsonStringEnumMemberName("crashed")] Crashed,
}
