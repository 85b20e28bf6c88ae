using Slipway.Core.Values;

namespace Slipway.Core.Gates.Freezes;

/// <summary>A stop of all changes over a scope. It never holds a rollback.</summary>
/// <param name="Id">As <c>freeze-3</c>.</param>
/// <param name="Scope">A pattern over <c>app/environment</c>: <c>**</c> for all, <c>shop/*</c> for an app, <c>*/production</c> for an environment.</param>
/// <param name="Reason">Not empty.</param>
/// <param name="From">Included. It may lie ahead: then it is planned.</param>
/// <param name="Until">Excluded; null: until somebody lifts it.</param>
public sealed record Freeze(string Id, string Scope, string Reason, string By, DateTimeOffset From, DateTimeOffset? Until)
{
    public bool Covers(EnvironmentKey key) => Glob.Matches(Scope, key.ToString());

    public bool IsActive(DateTimeOffset now) => From <= now && !IsOver(now);

    public bool IsOver(DateTimeOffset now) => Until <= now;
}
