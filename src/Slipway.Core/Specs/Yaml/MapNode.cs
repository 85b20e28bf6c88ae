namespace Slipway.Core.Specs.Yaml;

/// <summary>Keys and values as the file has them: a key that is there twice is here twice, so that it can be reported with its path.</summary>
internal sealed record MapNode(Position Position, IReadOnlyList<MapEntry> Entries) : SpecNode(Position)
{
    public override string Kind => "a map of keys";

    public override long Size { get; } = 1 + Entries.Sum(e => 1 + e.Value.Size);

    public SpecNode? Find(string key) => Entries.FirstOrDefault(e => e.Key.Text == key)?.Value;
}
