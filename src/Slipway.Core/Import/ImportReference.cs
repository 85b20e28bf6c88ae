using System.Text;
using Slipway.Core.Import.Argo;
using Slipway.Core.Import.Flagger;

namespace Slipway.Core.Import;

/// <summary>What maps to what, for people: <c>docs/reference/import.md</c>.</summary>
public static class ImportReference
{
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# What `slipway import` makes of each field\n\n")
            .Append("[Import](../import.md) says how to use it. A field under *has no equal* is told whenever it occurs, and so is one that is in no table here. ")
            .Append("ROUTER stands for the router's name. This page is generated from the tables that the import works by.\n");
        foreach (var table in (ReadOnlySpan<MappingTable>)[RolloutFields.Table, AnalysisFields.Table, CanaryFields.Table, ApplicationFields.Table, SyncWindowFields.Table])
        {
            text.Append($"\n## {table.Title}\n\n| field of `spec` | becomes | |\n|---|---|---|\n");
            foreach (var row in table.Rows.Where(row => row.Becomes is not null))
                text.Append($"| `{row.Field}` | `{row.Becomes}` | {row.Here} |\n");
            text.Append("\n| has no equal | why, or what is there in place of it | you decide |\n|---|---|---|\n");
            foreach (var row in table.Rows.Where(row => row.Becomes is null))
                text.Append($"| `{row.Field}` | It {row.Here} | {row.Decide} |\n");
        }

        return text.ToString();
    }
}
