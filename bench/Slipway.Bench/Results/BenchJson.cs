using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Bench.Demo;

namespace Slipway.Bench.Results;

/// <summary>The files that this program writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(BenchResult))]
[JsonSerializable(typeof(DemoReport))]
public sealed partial class BenchJson : JsonSerializerContext;
