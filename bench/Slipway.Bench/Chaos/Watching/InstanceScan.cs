using System.Globalization;
using System.Text;

namespace Slipway.Bench.Chaos.Watching;

/// <summary>
/// Finds the instances that really run, by the variables that their processes were started with: whatever the control
/// plane believes. A process that is known is not read again. One caller at a time.
/// </summary>
/// <param name="folder">Of this run: only what was started from it counts.</param>
public sealed class InstanceScan(string folder)
{
    private Dictionary<int, (string Start, Instance? Instance, bool IsSure)> _seen = [];

    public IReadOnlyList<Instance> Look()
    {
        var next = new Dictionary<int, (string Start, Instance? Instance, bool IsSure)>();
        foreach (var name in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || StartOf(id) is not { } start)
                continue;

            // Between its fork and its program's beginning a process still has its parent's variables: once is not enough for a no.
            var isKnown = _seen.TryGetValue(id, out var known) && known.Start == start;
            var found = isKnown && known.IsSure ? known.Instance : Read(id);
            next[id] = (start, found, isKnown || found is not null);
        }

        _seen = next;
        return [.. next.Values.Select(one => one.Instance).OfType<Instance>()];
    }

    /// <summary>When it was started; null when it has ended, and only waits for its parent to hear of it, too.</summary>
    private static string? StartOf(int id)
    {
        const int StateWord = 0;
        const int StartWord = 22 - 3;
        if (Text($"/proc/{id}/stat") is not { } stat)
            return null;
        var words = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[StateWord] is "Z" or "X" ? null : words[StartWord];
    }

    private Instance? Read(int id)
    {
        if (Text($"/proc/{id}/environ") is not { } text)
            return null;
        var variables = text.Split('\0').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        return variables.TryGetValue("SLIPWAY_INSTANCE", out var token) && Text($"/proc/{id}/cmdline")?.Contains(folder, StringComparison.Ordinal) == true
            ? new Instance(
                id, variables["SLIPWAY_APP"], variables["SLIPWAY_ENVIRONMENT"], variables["SLIPWAY_VERSION"], token, int.Parse(variables["PORT"], CultureInfo.InvariantCulture))
            : null;
    }

    private static string? Text(string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
