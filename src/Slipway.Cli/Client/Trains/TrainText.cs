using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Trains;

/// <summary>A release of several apps for people.</summary>
internal static class TrainText
{
    public static void Write(Terminal terminal, TrainView train)
    {
        terminal.Out.WriteLine($"{train.Id} to {train.Environment}: {train.Phase.Label()}. {train.Summary}");
        Listing.Write(
            terminal,
            ["wave", "app", "version", "phase", "rollout", "detail"],
            train.Apps.Select(a => (IReadOnlyList<string>)[$"{a.Wave}", a.App, a.Version, a.Phase.Label(), a.WayBack ?? a.Rollout ?? "–", a.Detail ?? ""]));
    }

    /// <summary>What changed from one look to the next, a line for each thing.</summary>
    public static IEnumerable<string> Between(TrainView? before, TrainView now)
    {
        foreach (var app in now.Apps)
        {
            var was = before?.Apps.FirstOrDefault(a => a.App == app.App);
            if ((was?.Phase ?? TrainAppPhase.Waiting) != app.Phase || was?.Detail != app.Detail)
                yield return $"{app.App} {app.Version}: {app.Phase.Label()}{((app.WayBack ?? app.Rollout) is { } rollout ? $" ({rollout})" : "")}{(app.Detail is { } detail ? $": {detail}" : "")}";
        }

        if (before?.Phase != now.Phase || before.Wave != now.Wave || before.Summary != now.Summary)
            yield return $"{now.Id} {now.Phase.Label()}: {now.Summary}";
    }
}
