using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>A checklist for people: each group with how far it is, each item with how it stands.</summary>
internal static class ChecklistText
{
    private const string Clear = "clear";

    public static void Write(Terminal terminal, ChecklistView checklist)
    {
        terminal.Out.WriteLine($"{checklist.App}/{checklist.Environment}{(checklist.Release is { } release ? $", for {release}" : "")}: {checklist.Sentence}");
        foreach (var group in checklist.Groups)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"{group.Name}, {group.Moment} the deployment{Time(terminal, group)}: {group.Items.Count(i => i.State == Clear)} of {group.Items.Count} clear");
            string? parent = null;
            foreach (var item in group.Items)
            {
                if (item.PartOf is { } whole && whole != parent)
                    terminal.Out.WriteLine($"    {whole}");
                parent = item.PartOf;
                Write(terminal, item);
            }
        }
    }

    /// <summary>The item's line, and how the whole stands.</summary>
    public static void WriteAnswer(Terminal terminal, ChecklistView checklist, string id)
    {
        foreach (var item in checklist.Groups.SelectMany(g => g.Items).Where(i => i.Id == id))
            Write(terminal, item);
        terminal.Out.WriteLine(checklist.Sentence);
    }

    public static void Write(Terminal terminal, ChecklistItemView item) =>
        terminal.Out.WriteLine($"  {(item.PartOf is null ? "" : "  ")}{Sign(item.State)} {item.Id}: {item.Text} ({Answer(terminal, item)})");

    private static string Time(Terminal terminal, ChecklistGroupView group) =>
        group.Phase is null ? "" : $", {group.Phase} at {group.At}{(group.Due is { } due ? $" ({Listing.Time(terminal, due)})" : "")}";

    private static string Answer(Terminal terminal, ChecklistItemView item)
    {
        var who = item.Role is { } role ? $"role {role}" : $"{item.Check} check";
        var until = item.Until is { } end ? $" until {Listing.Time(terminal, end)}" : "";
        return item.State switch
        {
            Clear => $"{(item.By is { } by ? $"{by} as {item.Role}" : who)}{until}: {item.Evidence}",
            "open" => who,
            "failed" => $"{who}: {item.Evidence}",
            var state => $"{state}, {who}",
        };
    }

    private static string Sign(string state) => state switch
    {
        Clear => "✔",
        "failed" => "✘",
        "open" => "·",
        _ => "!",
    };
}
