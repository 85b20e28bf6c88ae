using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>The places of a patch as people write them: <c>.spec.containers[0].image</c>. Pure.</summary>
internal static class FieldPaths
{
    private const int MaxPaths = 50;

    /// <param name="patch">As <see cref="Fencing.JsonChanges"/> makes it. Values are left out: they may be secret.</param>
    public static IReadOnlyList<string> Of(JsonArray patch) => [.. patch.Select(change => Readable((string?)change?["path"] ?? "")).Distinct(StringComparer.Ordinal).Take(MaxPaths)];

    private static string Readable(string pointer)
    {
        var path = new StringBuilder();
        foreach (var part in pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                path.Append('.').Append(part);
            else
                path.Append("['").Append(part).Append("']");
        }

        return path.ToString();
    }
}
