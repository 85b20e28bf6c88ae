using System.Text.Json.Serialization;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Local.Keeping.Calls;

/// <summary>What servers of one store say to each other. Members that one does not know it lets pass: they may be of different versions for a while.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(Workload))]
[JsonSerializable(typeof(WorkloadOrder))]
[JsonSerializable(typeof(WorkloadStatus))]
[JsonSerializable(typeof(SlotQuestion))]
[JsonSerializable(typeof(ChecksQuestion))]
[JsonSerializable(typeof(LogsQuestion))]
[JsonSerializable(typeof(RouteOrder))]
[JsonSerializable(typeof(MaintenancePage))]
[JsonSerializable(typeof(MaintenanceOrder))]
[JsonSerializable(typeof(EnvironmentKey))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
[JsonSerializable(typeof(IReadOnlyList<LogLine>))]
[JsonSerializable(typeof(TrafficSplit?))]
[JsonSerializable(typeof(SampleAnswer))]
[JsonSerializable(typeof(GatewayState))]
[JsonSerializable(typeof(KeeperRefusal))]
[JsonSerializable(typeof(bool))]
internal sealed partial class KeeperJson : JsonSerializerContext;
