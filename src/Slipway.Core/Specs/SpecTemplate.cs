using System.Text;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Values;

namespace Slipway.Core.Specs;

/// <summary>The spec that <c>slipway init</c> writes: valid as it is, with every key in it or in a comment.</summary>
public static class SpecTemplate
{
    private const int CommentColumns = 100;
    private const int OuterIndent = 4;
    private const string EnvironmentName = "production";

    /// <exception cref="ArgumentException">Not a name as <see cref="EnvironmentKey.IsName"/> says.</exception>
    public static string Commented(string appName)
    {
        if (!EnvironmentKey.IsName(appName))
            throw new ArgumentException($"'{appName}' is not a name: {EnvironmentKey.NameShape}", nameof(appName));
        var text = new StringBuilder();
        Write(text, SpecSchema.Root.Fields, "");
        return text.ToString().Replace("app: storefront\n", $"app: {appName}\n", StringComparison.Ordinal);
    }

    private static void Write(StringBuilder text, IReadOnlyList<SpecField> fields, string indent)
    {
        foreach (var field in fields)
        {
            // An empty line before each key of the outer maps, but not under the key that opens one.
            if (indent.Length <= OuterIndent && text.Length > 0 && text[^2] != ':')
                text.Append('\n');
            foreach (var line in Wrapped(field.Description, CommentColumns - indent.Length))
                text.Append($"{indent}# {line}\n");
            if (field.Required || field.Started)
                WriteLive(text, field, indent);
            else
                WriteValue(text, field, indent + "# ");
        }
    }

    private static void WriteLive(StringBuilder text, SpecField field, string indent)
    {
        if (field.Example is not null || field.Type.Fields.Count == 0)
        {
            WriteValue(text, field, indent);
            return;
        }

        text.Append($"{indent}{field.Key}:\n");
        var named = field.Type.FieldsPath.Length > 0;
        if (named)
            text.Append($"{indent}  {EnvironmentName}:\n");
        Write(text, field.Type.Fields, indent + (named ? "    " : "  "));
    }

    private static void WriteValue(StringBuilder text, SpecField field, string prefix)
    {
        var value = field.Example ?? field.Default ?? "";
        if (!value.StartsWith("- ", StringComparison.Ordinal))
        {
            text.Append($"{prefix}{field.Key}: {value}\n");
            return;
        }

        text.Append($"{prefix}{field.Key}:\n");
        foreach (var item in value.Split('\n'))
            text.Append($"{prefix}  {item}\n");
    }

    private static IEnumerable<string> Wrapped(string description, int columns)
    {
        var line = new StringBuilder();
        foreach (var word in description.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > columns)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.ToString();
    }
}
