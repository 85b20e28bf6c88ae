using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>
/// An environment's windows as Argo CD's sync windows, so that its automated sync rests when Slipway's rollouts do. Pure.
/// Each permits syncs by hand: a sync that Slipway starts is one for Argo CD, and Slipway's own gates have decided on it before;
/// a way back is never held.
/// </summary>
public static class SyncWindows
{
    private const int DayOfWeek = 4;
    private const int DaysOfWeek = 7;

    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>Entries of <c>spec.syncWindows</c> in the order of the windows.</summary>
    /// <param name="applications">Names of the Applications that they are for.</param>
    public static JsonArray Of(IEnumerable<WindowSpec> windows, IEnumerable<string> applications)
    {
        ArgumentNullException.ThrowIfNull(windows);
        JsonNode[] names = [.. applications.Distinct(StringComparer.Ordinal).Select(name => JsonValue.Create(name))];
        return
        [
            .. windows.Select(window => new JsonObject
            {
                ["kind"] = window.Kind == WindowKind.Deny ? "deny" : "allow",
                ["schedule"] = Schedule(window.Schedule.ToString()),
                ["duration"] = Duration(window.Duration),
                ["timeZone"] = window.TimeZone,
                ["applications"] = new JsonArray([.. names.Select(name => name.DeepClone())]),
                ["manualSync"] = true,
            }),
        ];
    }

    /// <summary>Replaces the entries that were written before by new ones; those of others stay as and where they are.</summary>
    /// <param name="there"><c>spec.syncWindows</c> as it is; null where there is none.</param>
    /// <param name="ours">As they were written last.</param>
    /// <param name="wanted">As they are to be.</param>
    public static JsonArray Replaced(JsonArray? there, JsonArray ours, JsonArray wanted)
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(wanted);
        var left = ours.ToList();
        var kept = new JsonArray();
        foreach (var entry in there ?? [])
        {
            if (left.Find(own => IsSame(own, entry)) is { } own)
                left.Remove(own);
            else
                kept.Add(entry?.DeepClone());
        }

        foreach (var entry in wanted)
            kept.Add(entry?.DeepClone());
        return kept;
    }

    /// <summary>Whether an entry has all that we write, whatever a server or a person added.</summary>
    private static bool IsSame(JsonNode? own, JsonNode? entry) => own is JsonObject ours && entry is JsonObject there && ours.All(field => JsonNode.DeepEquals(field.Value, there[field.Key]));

    /// <summary>As Go reads durations: <c>1h30m</c>.</summary>
    private static string Duration(TimeSpan duration)
    {
        var text = new StringBuilder();
        var hours = (long)duration.TotalHours;
        if (hours > 0)
            text.Append(CultureInfo.InvariantCulture, $"{hours}h");
        if (duration.Minutes > 0)
            text.Append(CultureInfo.InvariantCulture, $"{duration.Minutes}m");
        if (duration.Seconds > 0)
            text.Append(CultureInfo.InvariantCulture, $"{duration.Seconds}s");
        return text.Length > 0 ? text.ToString() : "0s";
    }

    /// <summary>Argo CD's days of the week are 0 to 6 and its ranges do not go over Sunday: there days are listed one by one.</summary>
    private static string Schedule(string schedule)
    {
        var fields = schedule.Split(' ');
        if (fields[DayOfWeek] is not ("*" or "*/1"))
            fields[DayOfWeek] = string.Join(',', fields[DayOfWeek].Split(',').SelectMany(Days).Distinct().Order());
        else
            fields[DayOfWeek] = "*";
        return string.Join(' ', fields);
    }

    private static IEnumerable<int> Days(string item)
    {
        var (range, step) = item.Split('/') is [var before, var by] ? (before, int.Parse(by, CultureInfo.InvariantCulture)) : (item, 0);
        var ends = range == "*" ? ["0", "6"] : range.Split('-');
        var from = Day(ends[0]);
        var to = ends.Length == 2 ? Day(ends[1]) : step > 0 ? Math.Max(from, DaysOfWeek - 1) : from;
        // FRI-SUN is a weekend.
        if (to == 0 && from > 0)
            to = DaysOfWeek;
        for (var day = from; day <= to; day += Math.Max(step, 1))
            yield return day % DaysOfWeek;
    }

    private static int Day(string text) => Array.IndexOf(DayNames, text.ToUpperInvariant()) is >= 0 and var index ? index : int.Parse(text, CultureInfo.InvariantCulture);
}
