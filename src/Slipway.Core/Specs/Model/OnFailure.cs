using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What a release train does once one of its apps is taken back or cannot come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnFailure>))]
public enum OnFailure
{
    /// <summary>All that it brought is taken back, the last wave first.</summary>
    [JsonStringEnumMemberName("rollback")] Rollback,

    /// <summary>No further wave begins; what was brought stays.</summary>
    [JsonStringEnumMemberName("stop")] Stop,
}
