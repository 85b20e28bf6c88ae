using System.Text.Json.Serialization;

namespace Slipway.Core.Simulation;

/// <summary>How a report is written: stable, for programs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SimulationReport))]
public sealed partial class SimulationJson : JsonSerializerContext;
