using Slipway.Core.Access;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>Which events are asked for, and may be seen. Null matches all.</summary>
/// <param name="Rights">Of who asks; null where that was looked at already.</param>
internal sealed record EventFilter(string? App, string? Environment, Rights? Rights)
{
    public static EventFilter All { get; } = new(null, null, null);

    /// <summary>Whether what concerns no environment is asked for: the store's own events, which all may see who view the server.</summary>
    public bool MatchesServer => App is null && Environment is null && May(Actions.View, AccessPolicy.Server);

    /// <summary>Whether tokens and denials are asked for.</summary>
    public bool MatchesAccess => App is null && Environment is null && May(Actions.Admin, AccessPolicy.Server);

    public bool Matches(EnvironmentKey key) =>
        (App is null || App == key.App) && (Environment is null || Environment == key.Environment) && May(Actions.View, key.ToString());

    private bool May(string action, string on) => Rights is null || Rights.Decide(action, on).IsAllowed;
}
