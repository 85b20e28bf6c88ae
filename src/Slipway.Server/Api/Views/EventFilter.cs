using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>Which events are asked for. Null matches all.</summary>
internal sealed record EventFilter(string? App, string? Environment)
{
    public bool Matches(EnvironmentKey key) => (App is null || App == key.App) && (Environment is null || Environment == key.Environment);
}
