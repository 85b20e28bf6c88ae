using System.Globalization;
using System.Text;

namespace Slipway.Server.Tests.Metrics;

/// <summary>A page in Prometheus' text format, read back: an independent reader, for what was written.</summary>
internal sealed class MetricsText
{
    private readonly Dictionary<string, string> _help = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly List<(string Name, IReadOnlyDictionary<string, string> Labels, double Value)> _samples = [];

    public MetricsText(string page)
    {
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ', 4) is ["#", var word, var name, var rest])
                (word == "HELP" ? _help : _types).Add(name, rest);
            else
                _samples.Add(Sample(line));
        }
    }

    public IReadOnlyDictionary<string, string> Help => _help;

    public IReadOnlyDictionary<string, string> Types => _types;

    public IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Labels, double Value)> Samples => _samples;

    /// <summary>The value of one series.</summary>
    public double Of(string name, params (string Name, string Value)[] labels) =>
        _samples.Single(sample => sample.Name == name && sample.Labels.Count == labels.Length && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value)).Value;

    private static (string, IReadOnlyDictionary<string, string>, double) Sample(string line)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var brace = line.IndexOf('{', StringComparison.Ordinal);
        var at = brace;
        if (brace < 0)
        {
            at = line.IndexOf(' ', StringComparison.Ordinal);
            return (line[..at], labels, Number(line[(at + 1)..]));
        }

        for (at++; line[at] != '}';)
        {
            var equals = line.IndexOf('=', at);
            var name = line[at..equals];
            var value = new StringBuilder();
            for (at = equals + 2; line[at] != '"'; at++)
                value.Append(line[at] == '\\' ? Escaped(line[++at]) : line[at]);
            labels.Add(name, value.ToString());
            at += line[at + 1] == ',' ? 2 : 1;
        }

        return (line[..brace], labels, Number(line[(at + 2)..]));
    }

    private static char Escaped(char c) => c == 'n' ? '\n' : c;

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
