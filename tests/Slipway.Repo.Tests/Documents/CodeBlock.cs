namespace Slipway.Repo.Tests.Documents;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="Document">The file.</param>
/// <param name="Line">Of its first line of text, from 1.</param>
/// <param name="Language">The word after the fence; may be empty.</param>
internal sealed record CodeBlock(string Document, int Line, string Language, IReadOnlyList<string> Lines)
{
    private const string Fence = "```";

    public static IEnumerable<CodeBlock> In(string document)
    {
        var lines = Repository.Read(document).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(lines, i + 1, line => line.Trim() == Fence);
            if (end < 0)
                throw new InvalidOperationException($"{document}:{i + 1}: the block has no end");
            yield return new CodeBlock(document, i + 2, lines[i].Trim()[Fence.Length..], lines[(i + 1)..end]);
            i = end;
        }
    }
}
