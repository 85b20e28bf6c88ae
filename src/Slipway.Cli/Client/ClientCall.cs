using System.CommandLine;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Output;

namespace Slipway.Cli.Client;

/// <summary>One run of a client verb: what was typed, and the server to ask.</summary>
internal sealed record ClientCall(ParseResult Parsed, Terminal Terminal, SlipwayClient Client, string? App, string? Environment, bool Json)
{
    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => Parsed.GetValue(argument);

    /// <summary>The answer as JSON, or as <paramref name="text"/> writes it for people.</summary>
    public void Print<T>(T answer, Action<Terminal, T> text)
    {
        if (Json)
            Terminal.Out.WriteLine(JsonText.Indented(answer));
        else
            text(Terminal, answer);
    }

    /// <summary>A query string of those that are not null, with the app and the environment.</summary>
    public string Query(params IReadOnlyList<(string Name, object? Value)> extra)
    {
        var pairs = extra.Prepend(("environment", Environment)).Prepend(("app", App)).Where(p => p.Item2 is not null)
            .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!.ToString()!)}");
        var query = string.Join('&', pairs);
        return query.Length == 0 ? "" : "?" + query;
    }
}
