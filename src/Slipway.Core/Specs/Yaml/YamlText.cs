using YamlDotNet.Core;

namespace Slipway.Core.Specs.Yaml;

/// <summary>YAML text to nodes. What the YAML itself does wrong is one error: behind it nothing can be trusted.</summary>
internal static class YamlText
{
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Null when the text is no single YAML document within the bounds; the reason is then in <paramref name="problems"/>.</summary>
    public static SpecNode? Parse(string yaml, SpecProblems problems) => Read(yaml, problems, tree => tree.Build());

    /// <summary>All documents of a text that may have any number of them; none when one of them cannot be read.</summary>
    public static IReadOnlyList<SpecNode> ParseAll(string yaml, SpecProblems problems) => Read(yaml, problems, tree => tree.BuildAll()) ?? [];

    private static T? Read<T>(string yaml, SpecProblems problems, Func<YamlTree, T> build)
        where T : class
    {
        if (System.Text.Encoding.UTF8.GetByteCount(yaml) > MaxBytes)
        {
            problems.Add(new SpecError("", 1, 1, "the file is larger than 1 MiB", "a spec is a few hundred lines at most"));
            return null;
        }

        var text = yaml.TrimStart('\uFEFF');
        var parser = new Parser(new StringReader(text));
        try
        {
            return build(new YamlTree(parser));
        }
        catch (YamlFaultException fault)
        {
            problems.Add(new SpecError("", fault.Position.Line, fault.Position.Column, fault.Message, fault.Remedy));
        }
        catch (YamlException fault)
        {
            problems.Add(Syntax(text, Places.Of(fault.Start), Places.Of(fault.End), fault.Message));
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // For some malformed text the parser fails in its own or the base library's code, without a mark: the last good place must do.
            var last = Places.Of(parser.Current?.End ?? Mark.Empty);
            problems.Add(Syntax(text, last, last, "what follows cannot be read"));
        }

        return null;
    }

    private static SpecError Syntax(string text, Position from, Position to, string reason)
    {
        // A tab is often noticed only after the value above it, whose line is then the one named.
        var lines = text.Split('\n');
        for (var line = from.Line; line <= Math.Min(to.Line + 1, lines.Length); line++)
        {
            if (lines[line - 1].TakeWhile(c => c is ' ' or '\t').Contains('\t'))
                return new SpecError("", line, 1, "a tab indents this line, which YAML does not allow", "indent with spaces");
        }

        return new SpecError("", from.Line, from.Column, $"is not YAML: {Clause(reason)}", "check indentation, quotes and brackets here and on the line above");
    }

    private static string Clause(string reason)
    {
        var clause = reason.Trim().TrimEnd('.').ReplaceLineEndings(" ");
        return clause.Length == 0 ? "what follows cannot be read" : char.ToLowerInvariant(clause[0]) + clause[1..];
    }
}
