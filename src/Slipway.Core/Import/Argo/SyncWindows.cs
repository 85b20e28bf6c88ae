using System.IO.Enumeration;
using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Import.Argo;

/// <summary>Windows of an environment from the sync windows of the AppProjects.</summary>
internal static class SyncWindows
{
    private const string Every = "@every";

    /// <summary>Short forms that Argo CD's schedules have.</summary>
    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    /// <param name="application">That deploys what the environment runs; null: none of the files has it.</param>
    public static void Convert(EnvironmentDraft environment, IEnumerable<SourceObject> projects, SourceObject? application)
    {
        foreach (var project in projects.Where(p => application?.Spec["project"].Text is not { } named || p.Name == named))
        {
            foreach (var window in project.Spec["syncWindows"].Items)
            {
                if (IsFor(window, environment, application))
                    Add(window, environment);
            }

            SyncWindowFields.Table.Tell(project.Spec, environment);
            // The rest of a project is about access and sources.
            foreach (var (_, rest) in project.Spec.Entries.Where(e => e.Key != "syncWindows"))
                rest.Skip();
            project.Spec.TellUnread(environment.At("windows"));
        }
    }

    private static bool IsFor(SourceField window, EnvironmentDraft environment, SourceObject? application)
    {
        var destination = application?.Spec["destination"];
        var target = destination?["namespace"].Text ?? environment.Namespace;
        bool?[] fits =
        [
            Fits(window["applications"], application?.Name),
            Fits(window["namespaces"], target),
            Fits(window["clusters"], destination?["server"].Text, destination?["name"].Text),
        ];
        var asked = fits.Where((_, index) => window.Has(((ReadOnlySpan<string>)["applications", "namespaces", "clusters"])[index])).ToList();
        bool? answer = window["andOperator"].Flag == true
            ? asked.Contains(false) ? false : asked.Contains(null) ? null : asked.Count > 0
            : asked.Contains(true) ? true : asked.Contains(null) ? null : false;
        if (answer is null)
            window.Tell("is written, but whether it is for this environment depends on its Application, which is in none of the files.", "Give the Application's file too, or look whether the window is meant for it.", environment.At("windows"));
        else if (answer == false)
            window.Tell("is not for this environment.", null, environment.At("windows"));
        return answer != false;
    }

    /// <summary>Whether one of the patterns takes one of the values; null: no value is known, and not everything is taken.</summary>
    private static bool? Fits(SourceField patterns, params IReadOnlyList<string?> values)
    {
        var all = patterns.Items.Select(item => item.Text).OfType<string>().ToList();
        var known = values.OfType<string>().ToList();
        if (all.Contains("*"))
            return true;
        if (known.Count == 0)
            return null;
        return all.Exists(pattern => known.Exists(value => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false)));
    }

    private static void Add(SourceField window, EnvironmentDraft environment)
    {
        var (kind, schedule, duration, zone) = (window["kind"], window["schedule"], window["duration"], window["timeZone"]);
        var text = schedule.Text ?? "";
        if (text.StartsWith(Every, StringComparison.Ordinal))
        {
            schedule.Tell("has no equal: a schedule says times of the day, and '@every' counts from the start of Argo CD.", "Write a window for it yourself: none was written.", environment.At("windows"));
            return;
        }

        if (duration.Duration is not { } time || kind.Text is not { } does)
        {
            window.Fail("needs kind, schedule and duration", "write what is missing");
            return;
        }

        var where = zone.Text is { Length: > 0 } named ? $", timeZone: {YamlWord.Of(named)}" : "";
        var manual = window["manualSync"].Flag == true ? ", manual: true" : "";
        var index = environment.Windows.Count;
        environment.Windows.Add(new DraftItem($"{{ kind: {YamlWord.Of(does)}, schedule: \"{Fields(text)}\", duration: {SpecDuration.Format(time)}{where}{manual} }}", schedule));
        if (window["description"] is { Exists: true } description)
            description.Tell("is the reason.", null, environment.At($"windows[{index}]"));
    }

    /// <summary>Argo CD also takes <c>?</c> for any value.</summary>
    private static string Fields(string schedule) =>
        (Named.GetValueOrDefault(schedule.Trim()) ?? schedule).Replace('?', '*').Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
}
