using System.Text.Json.Serialization;

namespace Slipway.Bench.Chaos.World;

[JsonConverter(typeof(JsonStringEnumConverter<ChaosStore>))]
public enum ChaosStore
{
    [JsonStringEnumMemberName("sqlite")] Sqlite,
    [JsonStringEnumMemberName("postgres")] Postgres,
}
