using System.Text.Json.Serialization;

namespace Slipway.Local.Processes;

/// <summary>Where an instance is on its way, as it is recorded on disk.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InstancePhase>))]
internal enum InstancePhase
{
    /// <summary>No process; to be started when due.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>The intent to start is noted; a process with its token may or may not be there.</summary>
    [JsonStringEnumMemberName("starting")] Starting,

    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Runs on for the requests that it has; to be asked to end when due.</summary>
    [JsonStringEnumMemberName("draining")] Draining,

    /// <summary>Asked to end; to be killed when due.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,
}
