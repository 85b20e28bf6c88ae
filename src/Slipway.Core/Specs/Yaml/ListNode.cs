namespace Slipway.Core.Specs.Yaml;

internal sealed record ListNode(Position Position, IReadOnlyList<SpecNode> Items) : SpecNode(Position)
{
    public override string Kind => "a list";

    public override long Size { get; } = 1 + Items.Sum(i => i.Size);
}
