using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Core.Ports;

namespace Slipway.Local.Processes;

/// <summary>What <c>{port}</c>, <c>{version}</c> and <c>{artifact}</c> stand for in one instance's texts.</summary>
internal sealed partial class Placeholders(Workload workload, int port)
{
    public string Port { get; } = port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Fills in all placeholders in one pass, so that a path which happens to contain one's text stays as it is.</summary>
    public string Fill(string text) => Placeholder().Replace(text, match => match.ValueSpan switch
    {
        "{port}" => Port,
        "{version}" => workload.Version.ToString(),
        _ => workload.Artifact,
    });

    [GeneratedRegex(@"\{(port|version|artifact)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
