using Slipway.Contracts;

namespace Slipway.Cli.Client.Access;

/// <summary>Addresses of questions about a place.</summary>
internal static class AccessPath
{
    /// <param name="on">App and environment, with a slash between them.</param>
    /// <exception cref="VerbFailedException">It is no place.</exception>
    public static string Of(string question, string on, params IReadOnlyList<(string Name, string? Value)> more)
    {
        var (app, environment) = Parts(on);
        var pairs = more.Prepend(("environment", environment)).Prepend(("app", app)).Where(p => p.Item2 is not null);
        return $"api/v1/access/{question}?{string.Join('&', pairs.Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"))}";
    }

    public static (string App, string? Environment) Parts(string on) => on.Split('/') is [{ Length: > 0 } app, { Length: > 0 } environment]
        ? (app, environment)
        : throw new VerbFailedException(ExitCodes.Invalid, $"--on: '{on}' is no place; write it as shop/production");
}
