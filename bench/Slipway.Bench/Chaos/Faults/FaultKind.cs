using System.Text.Json.Serialization;

namespace Slipway.Bench.Chaos.Faults;

/// <summary>What is done to the running system.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>A server ends without a word (SIGKILL) and is started again some seconds later.</summary>
    [JsonStringEnumMemberName("server killed")] ServerKilled,

    /// <summary>A server stands still (SIGSTOP) for 2 to 10 s and goes on as if nothing had been.</summary>
    [JsonStringEnumMemberName("server frozen")] ServerFrozen,

    /// <summary>A server is asked to end (SIGTERM), and started again: an upgrade.</summary>
    [JsonStringEnumMemberName("server restarted")] ServerRestarted,

    /// <summary>Gateways and other servers do not reach a server; people do.</summary>
    [JsonStringEnumMemberName("link cut")] LinkCut,

    /// <summary>As <see cref="LinkCut"/>, but connections stay and nothing comes through.</summary>
    [JsonStringEnumMemberName("link silent")] LinkSilent,

    /// <summary>PostgreSQL is stopped, its connections ended, and started again.</summary>
    [JsonStringEnumMemberName("database restarted")] DatabaseRestarted,

    /// <summary>PostgreSQL is stopped as by a power cut, and recovers when it is started again.</summary>
    [JsonStringEnumMemberName("database crashed")] DatabaseCrashed,

    /// <summary>One server does not reach PostgreSQL; the others do.</summary>
    [JsonStringEnumMemberName("database cut off")] DatabaseCutOff,

    /// <summary>As <see cref="DatabaseCutOff"/>, but connections stay and nothing comes through.</summary>
    [JsonStringEnumMemberName("database silent")] DatabaseSilent,

    /// <summary>A gateway process ends without a word.</summary>
    [JsonStringEnumMemberName("gateway killed")] GatewayKilled,

    /// <summary>An instance of a version ends without a word.</summary>
    [JsonStringEnumMemberName("instance killed")] InstanceKilled,
}
