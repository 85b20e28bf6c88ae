using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

/// <summary>
/// One of the two sides of an environment on which a version can run.
/// Stable and candidate are roles that change hands at a promotion; blue and green are places and keep their names.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Slot>))]
public enum Slot
{
    [JsonStringEnumMemberName("blue")] Blue,
    [JsonStringEnumMemberName("green")] Green,
}
