using System.Text.Json.Serialization.Metadata;

namespace Slipway.Local.Keeping.Calls;

/// <summary>A question that the keeper answers, wherever it is asked.</summary>
/// <param name="Path">Below <see cref="KeeperEndpoints.Prefix"/>.</param>
/// <param name="Patience">How long another server waits for the answer. A keeper that was stopped accepts connections, and says nothing.</param>
/// <param name="Find">The answer, at the keeper.</param>
internal sealed record KeeperCall<TQuestion, TAnswer>(
    string Path, TimeSpan Patience, JsonTypeInfo<TQuestion> Question, JsonTypeInfo<TAnswer> Answer,
    Func<KeeperOffice, TQuestion, CancellationToken, Task<TAnswer>> Find);
