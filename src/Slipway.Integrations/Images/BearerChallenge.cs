using System.Text.Json;
using Slipway.Integrations.Identity.Oidc;

namespace Slipway.Integrations.Images;

/// <summary>What a registry answers to whoever comes without a token: <c>realm="https://…",service="…",scope="…"</c>.</summary>
/// <param name="Realm">Where tokens are given out; null where the registry does not say.</param>
internal sealed record BearerChallenge(Uri? Realm, string? Service, string? Scope)
{
    public static BearerChallenge Parse(string parameters)
    {
        var said = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < parameters.Length;)
        {
            var equals = parameters.IndexOf('=', at);
            if (equals < 0)
                break;
            var quoted = equals + 1 < parameters.Length && parameters[equals + 1] == '"';
            var begin = equals + (quoted ? 2 : 1);
            var end = parameters.IndexOf(quoted ? '"' : ',', begin);
            if (end < 0)
                end = parameters.Length;
            said[parameters[at..equals].Trim(' ', ',')] = parameters[begin..end];
            at = end + 1;
        }

        return new BearerChallenge(
            Uri.TryCreate(said.GetValueOrDefault("realm"), UriKind.Absolute, out var realm) ? realm : null, said.GetValueOrDefault("service"), said.GetValueOrDefault("scope"));
    }

    /// <param name="scope">What is asked for where the registry does not say.</param>
    public Uri TokenAddress(string scope)
    {
        var query = $"scope={Uri.EscapeDataString(Scope ?? scope)}{(Service is null ? "" : $"&service={Uri.EscapeDataString(Service)}")}";
        return new UriBuilder(Realm!) { Query = Realm!.Query.Length > 1 ? $"{Realm.Query[1..]}&{query}" : query }.Uri;
    }

    /// <summary>Null where there is none.</summary>
    public static string? TokenIn(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.Find("token")?.Text() ?? json.RootElement.Find("access_token")?.Text();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
