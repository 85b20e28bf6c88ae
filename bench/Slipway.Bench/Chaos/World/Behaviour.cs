using System.Text.Json.Serialization;

namespace Slipway.Bench.Chaos.World;

/// <summary>What a version of the sample service is like. All but the first must not reach a user for long.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Behaviour>))]
public enum Behaviour
{
    [JsonStringEnumMemberName("good")] Good,

    /// <summary>Every third answer is a 500.</summary>
    [JsonStringEnumMemberName("errors")] Errors,

    /// <summary>Right answers, each after four seconds.</summary>
    [JsonStringEnumMemberName("slow")] Slow,

    /// <summary>Ends by itself before it is ready, each time.</summary>
    [JsonStringEnumMemberName("crash-loop")] CrashLoop,

    /// <summary>Runs, and says that it is not ready.</summary>
    [JsonStringEnumMemberName("never-ready")] NeverReady,

    /// <summary>Ends by itself after a few requests, in the middle of one.</summary>
    [JsonStringEnumMemberName("crashes-under-load")] CrashesUnderLoad,
}
