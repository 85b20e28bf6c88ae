namespace Slipway.Core.Specs.Yaml;

/// <summary>A single value.</summary>
/// <param name="Plain">Written without quotes, so that <c>5</c> is a number and nothing at all is null.</param>
internal sealed record ScalarNode(Position Position, string Text, bool Plain) : SpecNode(Position)
{
    private const int ShownCharacters = 40;

    /// <summary>True for text below a <c>|</c> or <c>></c>.</summary>
    public bool IsBlock { get; init; }

    /// <summary>Where the first line of the text stands.</summary>
    public int TextLine => Position.Line + (IsBlock ? 1 : 0);

    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : $"'{Shown}'";

    public override long Size => 1;

    /// <summary>The text as a message may show it: on one line and not too long.</summary>
    public string Shown
    {
        get
        {
            var line = new string([.. Text.Select(c => char.IsControl(c) ? ' ' : c)]);
            return line.Length <= ShownCharacters ? line : line[..ShownCharacters] + "…";
        }
    }
}
