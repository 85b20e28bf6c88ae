using NodaTime;
using NodaTime.Text;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Gates.Windows;

/// <summary>Says why windows answer as they do, in one sentence.</summary>
internal sealed class WindowSentence(
    IReadOnlyList<WindowTimes> denies, IReadOnlyList<WindowTimes> allows, WindowSearch search, Instant now, bool manual)
{
    private static readonly ZonedDateTimePattern Local = ZonedDateTimePattern.CreateWithInvariantCulture("ddd uuuu-MM-dd HH':'mm o<+HH':'mm>", null);

    public string Of(bool open) => open ? Allowed() : Held();

    private string Held()
    {
        if (search.ActiveDeny(now) is { } deny)
            return $"{Name(deny)} is active{Until(deny)}{(manual ? " and does not permit manual runs" : "")}";
        var next = allows.MinBy(allow => allow.NextStart(now))!;
        var strict = allows.FirstOrDefault(allow => !allow.Spec.Manual);
        var who = manual && strict is not null ? $", and {Name(strict)} does not permit manual runs outside" : "";
        return $"no allow window is active{who}; the next is {Name(next)}{At(", which starts on", next, next.NextStart(now))}";
    }

    private string Allowed()
    {
        // With an active deny this can only be a manual run that every active deny permits.
        if (denies.FirstOrDefault(d => d.IsActive(now)) is { } passed)
            return $"{Name(passed)} is active{Until(passed)}, but permits manual runs";
        if (allows.FirstOrDefault(a => a.IsActive(now)) is { } allow)
            return $"{Name(allow)} is active{Until(allow)}";
        if (allows.Count > 0)
            return "no allow window is active, but all of them permit manual runs";
        return denies.MinBy(d => d.NextStart(now)) is { } next
            ? $"no deny window is active; the next is {Name(next)}{At(", which starts on", next, next.NextStart(now))}"
            : "there are no windows";
    }

    private static string Name(WindowTimes window) =>
        $"the {(window.Spec.Kind is Specs.Model.WindowKind.Deny ? "deny" : "allow")} window '{window.Spec.Schedule}' for {SpecDuration.Format(window.Spec.Duration)} ({window.Spec.TimeZone})";

    private string Until(WindowTimes window) => At(" until", window, search.ActiveUntil(window, now));

    private static string At(string word, WindowTimes window, Instant? at) =>
        at is { } instant ? $"{word} {Local.Format(instant.InZone(window.Zone))}" : "";
}
