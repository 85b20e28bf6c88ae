using System.Text.Json.Serialization;

namespace Slipway.Bench.Engine;

[JsonConverter(typeof(JsonStringEnumConverter<HostTask>))]
public enum HostTask
{
    /// <summary>Open rollouts, drive them, measure.</summary>
    Drive,

    /// <summary>Take up what an earlier process left, measure how long that takes.</summary>
    Restart,

    /// <summary>Append as fast as it goes.</summary>
    Append,
}
