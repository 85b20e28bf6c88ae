using System.Text;
using Slipway.Core.Specs;

namespace Slipway.Core.Access.Files;

/// <summary>The reference of an access file for people: <c>docs/reference/access.md</c>.</summary>
public static class AccessReference
{
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# The access file\n\n")
            .Append("Who may do what, given to `slipway serve --access`. [Access](../access.md) says how it is meant, and `slipway access check --file` names every error in it. ")
            .Append("This page is generated from the definition that validates.\n\n")
            .Append($"Actions: {string.Join(", ", Actions.All.Select(a => $"`{a}`"))}.\n");
        ReferenceTables.Write(text, "", "The keys of the file", AccessSchema.Root.Fields);
        return text.ToString();
    }
}
