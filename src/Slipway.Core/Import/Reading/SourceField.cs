using System.Globalization;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Import.Reading;

/// <summary>A field of a manifest, with its place. Looking at a field counts as reading it; a value of the wrong kind is an error.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Path">From the object on.</param>
/// <param name="Position">Of the key; of the nearest key above where the field is not there.</param>
/// <param name="Node">Null: the field is not there.</param>
internal sealed record SourceField(string File, string Path, Position Position, SpecNode? Node, ImportLedger Ledger)
{
    private const int MaxShown = 60;

    public bool Exists => Node is not null and not ScalarNode { IsNull: true };

    /// <summary>A field below, by its key.</summary>
    public SourceField this[string key]
    {
        get
        {
            if (Exists && Node is not MapNode)
                Fail($"must be a map of keys, not {Node!.Kind}", $"give it the key '{key}', or remove it");
            var entry = (Node as MapNode)?.Entries.FirstOrDefault(e => e.Key.Text == key);
            if (entry is not null)
                Ledger.MarkRead(entry.Value);
            return this with { Path = Path.Length == 0 ? key : $"{Path}.{key}", Position = entry?.Key.Position ?? Position, Node = entry?.Value };
        }
    }

    /// <summary>The fields of a list; none where there is no list.</summary>
    public IReadOnlyList<SourceField> Items
    {
        get
        {
            if (Exists && Node is not ListNode)
                Fail($"must be a list, not {Node!.Kind}", "begin each item with '- '");
            var items = (Node as ListNode)?.Items ?? [];
            foreach (var item in items)
                Ledger.MarkRead(item);
            return [.. items.Select((item, index) => this with { Path = $"{Path}[{index}]", Position = item.Position, Node = item })];
        }
    }

    /// <summary>The fields of a map in their order.</summary>
    public IReadOnlyList<(string Key, SourceField Field)> Entries => Node is MapNode map ? [.. map.Entries.Select(e => (e.Key.Text, this[e.Key.Text]))] : [];

    public string? Text
    {
        get
        {
            if (Exists && Node is not ScalarNode)
                Fail($"must be a single value, not {Node!.Kind}", "write it on one line");
            return Exists ? (Node as ScalarNode)?.Text : null;
        }
    }

    public int? Whole
    {
        get
        {
            if (Text is not { } text)
                return null;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0)
                return number;
            Fail($"must be a whole number from 0 on, not '{text}'", "write it as 3");
            return null;
        }
    }

    public double? Number
    {
        get
        {
            if (Text is not { } text)
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            Fail($"must be a number, not '{text}'", "write it as 99 or 0.5");
            return null;
        }
    }

    public bool? Flag
    {
        get
        {
            if (Text is not { } text)
                return null;
            if (text is "true" or "false")
                return text == "true";
            Fail($"must be true or false, not '{text}'", "write true or false");
            return null;
        }
    }

    /// <summary>A duration as Go writes it, or whole seconds.</summary>
    public TimeSpan? Duration
    {
        get
        {
            if (Text is not { } text)
                return null;
            if (GoDuration.TryParse(text, out var duration))
                return duration;
            Fail($"must be a duration, not '{text}'", "write it as 30s, 5m or 1h");
            return null;
        }
    }

    /// <summary>What it says, on one line.</summary>
    public string Shown => Node switch
    {
        null => "nothing",
        ScalarNode { IsNull: true } => "nothing",
        ScalarNode scalar => OneLine(scalar.Text),
        ListNode list => list.Items.Count == 1 ? "1 item" : $"{list.Items.Count} items",
        MapNode { Entries.Count: 0 } => "{}",
        MapNode map => OneLine(string.Join(", ", map.Entries.Select(e => e.Value is ScalarNode value ? $"{e.Key.Text}: {value.Text}" : e.Key.Text))),
        _ => "a value",
    };

    /// <summary>Whether one of these keys is there; none of them counts as read.</summary>
    public bool Has(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Node is MapNode map && map.Find(key) is not null and not ScalarNode { IsNull: true })
                return true;
        }

        return false;
    }

    /// <summary>Whether somebody has looked at a key that is there.</summary>
    public bool IsRead(string key) => (Node as MapNode)?.Find(key) is { } node && Ledger.IsRead(node);

    /// <summary>Counts as read with all that is in it: what somebody else looks after.</summary>
    public void Skip() => Skip(Node);

    public void Fail(string message, string? remedy) =>
        Ledger.Fail(new SpecError(Path, Position.Line, Position.Column, message, remedy) { File = File });

    public void Tell(string here, string? decide, string key)
    {
        Skip();
        Ledger.Tell(new ImportNote(File, Position.Line, Path, Shown, here, decide, key));
    }

    /// <summary>Tells of every key below that nobody has read.</summary>
    public void TellUnread(string key)
    {
        foreach (var (field, node) in Below())
        {
            if (!Ledger.IsRead(node))
                Ledger.TellUnknown(new ImportNote(File, field.Position.Line, field.Path, field.Shown, "is not known to this import, so nothing stands for it.", "Look what it does, and whether you need it.", key));
            else
                field.TellUnread(key);
        }
    }

    private IEnumerable<(SourceField Field, SpecNode Node)> Below() => Node switch
    {
        MapNode map => map.Entries.Select(e => (this with { Path = Path.Length == 0 ? e.Key.Text : $"{Path}.{e.Key.Text}", Position = e.Key.Position, Node = e.Value }, e.Value)),
        ListNode list => list.Items.Select((item, index) => (this with { Path = $"{Path}[{index}]", Position = item.Position, Node = item }, item)),
        _ => [],
    };

    private void Skip(SpecNode? node)
    {
        if (node is null)
            return;
        Ledger.MarkRead(node);
        foreach (var below in node switch { MapNode map => map.Entries.Select(e => e.Value), ListNode list => list.Items, _ => [] })
            Skip(below);
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxShown ? line : line[..(MaxShown - 1)] + "…";
    }
}
