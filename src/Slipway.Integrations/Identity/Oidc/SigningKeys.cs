using System.Text.Json;
using Slipway.Core.Access.Identity;

namespace Slipway.Integrations.Identity.Oidc;

/// <summary>The keys of a provider as they were at one time.</summary>
internal sealed class SigningKeys
{
    /// <summary>A provider has a handful; beyond that the document is not read on.</summary>
    private const int MaxKeys = 100;

    /// <summary>Keys that a token without a key's name is tried with.</summary>
    private const int MaxTries = 10;

    private readonly IReadOnlyList<SigningKey> _keys;

    private SigningKeys(IReadOnlyList<SigningKey> keys) => _keys = keys;

    /// <summary>Null where it is no set of keys, or none of them can be used.</summary>
    public static SigningKeys? Parse(JsonElement document)
    {
        if (document.Find("keys") is not { ValueKind: JsonValueKind.Array } list)
            return null;
        var keys = list.EnumerateArray().Take(MaxKeys).Select(SigningKey.From).OfType<SigningKey>().ToList();
        return keys.Count == 0 ? null : new SigningKeys(keys);
    }

    /// <summary>Those that may have signed a token.</summary>
    /// <param name="id">Null: the token names none.</param>
    public IReadOnlyList<SigningKey> For(string? id, SigningAlgorithm algorithm) =>
        [.. _keys.Where(k => k.Fits(algorithm) && (id is null || k.Id == id)).Take(MaxTries)];
}
