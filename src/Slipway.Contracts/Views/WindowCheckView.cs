using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>Whether windows let a rollout run at an instant.</summary>
/// <param name="Reason">One sentence that names the window which decides.</param>
/// <param name="NextOpen">The first later instant at which the answer turns from no to yes; null: not in the years that are looked at.</param>
/// <param name="NextClose">The first later instant at which it turns from yes to no; null as above.</param>
public sealed record WindowCheckView(
    bool Allowed,
    string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? NextOpen,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? NextClose);
