using System.Text.RegularExpressions;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>Names of copies of ConfigMaps and Secrets: <c>NAME-slipway-HASH</c>, the hash over the content. Pure.</summary>
internal static partial class CopyName
{
    private const int HashLength = 10;

    /// <param name="original">With its content. Names and marks do not count.</param>
    public static string Of(KubeObject original) => $"{original.Name}-slipway-{ContentHash(original)}";

    /// <summary>The name of which it is a copy; itself where it is none.</summary>
    public static string Original(string name) => Shape().Match(name) is { Success: true } match ? match.Groups["name"].Value : name;

    private static string ContentHash(KubeObject original)
    {
        // Keys in a fixed order: the server's own may differ between two reads of the same content.
        string[] parts = [.. new[] { "data", "binaryData" }.SelectMany(part => original.Texts(part).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => new[] { part, pair.Key, pair.Value }))];
        var digest = Digest.Of(string.Join('\0', [original.Text("type") ?? "", .. parts]));
        return digest.Short[..HashLength];
    }

    [GeneratedRegex("^(?<name>.+)-slipway-[0-9a-f]{10}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
