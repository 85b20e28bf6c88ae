using Slipway.Contracts.Requests;

namespace Slipway.Cli.Client.Access;

/// <summary>What a credential is narrowed to, for people.</summary>
internal static class ScopeText
{
    public static string Of(IReadOnlyList<ScopeRule>? scope) =>
        scope is null ? "all that the person may" : string.Join(", ", scope.Select(r => r.On.Length == 0 ? $"{r.Allow} the server" : $"{r.Allow} on {r.On}"));
}
