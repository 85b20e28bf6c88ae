using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Bench.Demo;
using Slipway.Bench.Engine;

namespace Slipway.Bench.Results;

/// <summary>The files that this program writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(BenchResult))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(HostOrder))]
[JsonSerializable(typeof(HostReport))]
public sealed partial class BenchJson : JsonSerializerContext;
