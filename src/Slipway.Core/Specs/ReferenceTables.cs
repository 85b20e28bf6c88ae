using System.Text;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Specs;

/// <summary>The part of a reference page that is made from a definition: a table for each map of keys.</summary>
internal static class ReferenceTables
{
    /// <param name="path">Of the map that has the fields; empty for the file itself.</param>
    /// <param name="lead">What stands above the table.</param>
    public static void Write(StringBuilder text, string path, string lead, IReadOnlyList<SpecField> fields)
    {
        text.Append($"\n## {(path.Length == 0 ? lead : $"`{path}`")}\n\n");
        if (path.Length > 0)
            text.Append($"{lead}\n\n");
        text.Append("| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var field in fields)
            text.Append($"| `{field.Key}` | {Cell(field.Type.Shape)} | {Default(field)} | {Cell(field.Description)}{Example(field)} |\n");
        foreach (var field in fields.Where(f => f.Type.Fields.Count > 0))
            Write(text, (path.Length == 0 ? "" : path + ".") + field.Key + field.Type.FieldsPath, field.Description, field.Type.Fields);
    }

    private static string Default(SpecField field) =>
        field.Required ? "required" : field.Default is { } value ? $"`{Cell(value)}`" : "none";

    private static string Example(SpecField field) =>
        field.Example is { } example && !example.Contains('\n') ? $" Example: `{Cell(example)}`" : "";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
