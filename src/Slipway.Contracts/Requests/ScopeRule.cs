using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>An action that a token may be used for, and where.</summary>
/// <param name="Allow">The action, or <c>*</c>.</param>
/// <param name="On">A pattern over <c>app/environment</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScopeRule(string Allow, string On);
