using System.Text.Json.Serialization;

namespace Slipway.Bench.Running;

[JsonConverter(typeof(JsonStringEnumConverter<BenchStore>))]
public enum BenchStore
{
    [JsonStringEnumMemberName("sqlite")] Sqlite,
    [JsonStringEnumMemberName("postgres")] Postgres,
}
