using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Chaos.Report;
using Slipway.Bench.Chaos.Script;
using Slipway.Bench.Demo;
using Slipway.Bench.Engine;

namespace Slipway.Bench.Results;

/// <summary>The files that this program writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(BenchResult))]
[JsonSerializable(typeof(ChaosReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(FaultKind))]
[JsonSerializable(typeof(Intervention))]
[JsonSerializable(typeof(HostOrder))]
[JsonSerializable(typeof(HostReport))]
public sealed partial class BenchJson : JsonSerializerContext;
