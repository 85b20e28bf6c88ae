using System.Globalization;
using System.Net;
using System.Text;
using Slipway.Contracts.Views;

namespace Slipway.Server.Api.StatusPage;

/// <summary>The page as HTML. Pure.</summary>
internal static class StatusPageText
{
    private const int RefreshSeconds = 15;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2024; --dim: #60646c; --line: #d9d9e0; --card: #fff; --ground: #f4f4f6; --good: #14713d; --busy: #0b5bb5; --bad: #b4232a; }
        @media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --dim: #b0b4ba; --line: #3a3d44; --card: #1b1d21; --ground: #111214; --good: #5fd394; --busy: #7ab8ff; --bad: #ff9592; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 2rem 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.25rem; margin: 0 0 1rem; } h1 small, time, th { color: var(--dim); font-weight: normal; } h1 small { font-size: .875rem; margin-left: .75rem; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin-bottom: 1rem; }
        section:target { border-color: var(--busy); }
        h2 { font-size: 1.0625rem; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
        .state { font-size: .875rem; font-weight: 600; } .good { color: var(--good); } .busy { color: var(--busy); } .bad { color: var(--bad); }
        p { margin: .25rem 0 0; } table { border-collapse: collapse; margin-top: .75rem; width: 100%; font-size: .875rem; }
        th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); vertical-align: top; } td:last-child { overflow-wrap: anywhere; width: 70%; }
        td, time { font-variant-numeric: tabular-nums; } time { white-space: nowrap; }
        @media (max-width: 36rem) { thead { display: none; } tr { display: block; border-top: 1px solid var(--line); padding: .25rem 0; } td, td:last-child { display: inline-block; border: 0; padding: 0 .5rem 0 0; width: auto; } td:last-child { display: block; } }
        """;

    public static string Of(IReadOnlyList<ShownEnvironment> environments, DateTimeOffset now)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"refresh\" content=\"{RefreshSeconds}\">\n<title>Slipway status</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n")
            .Append(CultureInfo.InvariantCulture, $"<h1>Slipway status <small>{Time(now)}</small></h1>\n");
        if (environments.Count == 0)
            html.Append("<p>No app is configured.</p>\n");
        foreach (var shown in environments)
            Write(html, shown);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, ShownEnvironment shown)
    {
        var environment = shown.Environment;
        var name = Text($"{environment.App}/{environment.Environment}");
        var (word, kind) = State(environment);
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"{name}\" aria-label=\"{name}\">\n<h2>{name} <span class=\"state {kind}\">{Text(word)}</span></h2>\n");
        if (environment.Slots.Any(slot => slot.Version is not null))
            html.Append(CultureInfo.InvariantCulture, $"<p>{Text(Runs(environment))}</p>\n");
        if (environment.LiveRollout is { } live)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Text(live.Id)}: {Text(live.Summary)}</p>\n");
        if (shown.Transitions.Count > 0)
        {
            html.Append("<table>\n<thead><tr><th scope=\"col\">When</th><th scope=\"col\">Who</th><th scope=\"col\">What</th></tr></thead>\n<tbody>\n");
            foreach (var e in shown.Transitions)
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Time(e.At)}</td><td>{Text(e.Actor)}</td><td>{Text(e.Text)}</td></tr>\n");
            html.Append("</tbody>\n</table>\n");
        }

        html.Append("</section>\n");
    }

    private static (string Word, string Kind) State(EnvironmentView environment) => environment.LiveRollout?.Phase switch
    {
        RolloutPhase.RollingBack => ("rolling back", "bad"),
        RolloutPhase.Waiting => ("waits for a person", "busy"),
        RolloutPhase.Promoted => ("stable, the old version is kept warm", "good"),
        { } phase => (phase.ToString().ToLowerInvariant(), "busy"),
        null => environment.StableVersion is null ? ("nothing runs yet", "busy") : ("stable", "good"),
    };

    private static string Runs(EnvironmentView environment) =>
        string.Join(" · ", environment.Slots.Where(slot => slot.Version is not null).Select(slot => Side(slot, environment)));

    private static string Side(SlotView slot, EnvironmentView environment)
    {
        var stable = slot.Version == environment.StableVersion && slot.Slot == environment.StableSlot ? ", stable" : "";
        var weight = environment.Weights.Observed.FirstOrDefault(w => w.Slot == slot.Slot) is { } seen
            ? string.Create(CultureInfo.InvariantCulture, $", {seen.Weight:0.##} % of the traffic")
            : "";
        return $"{slot.Version} on {slot.Slot}{stable}: {slot.Ready} of {slot.Wanted} ready{weight}";
    }

    private static string Time(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</time>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
