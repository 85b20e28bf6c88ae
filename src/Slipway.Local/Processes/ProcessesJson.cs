using System.Text.Json.Serialization;

namespace Slipway.Local.Processes;

[JsonSourceGenerationOptions(
    WriteIndented = true, IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SlotRecord))]
[JsonSerializable(typeof(FenceRecord))]
internal sealed partial class ProcessesJson : JsonSerializerContext;
