using System.Text;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Specs;

/// <summary>The reference of <c>slipway.yaml</c> for people: <c>docs/reference/spec.md</c>.</summary>
public static class SpecReference
{
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# slipway.yaml\n\n")
            .Append("What one service is and how a version of it reaches each environment. ")
            .Append("`slipway init` writes one to start from, `slipway validate` names every error in it, and `slipway schema` prints its JSON Schema for editors. ")
            .Append("This page is generated from the definition that validates.\n\n")
            .Append("Values are written as people write them:\n\n")
            .Append($"- {SpecDuration.Shape}: largest unit first, at most {DurationType.MaxDays} days\n")
            .Append($"- {SpecPercent.Shape}: always with the sign\n")
            .Append($"- {SpecSize.Shape}: units are powers of 1,024\n\n")
            .Append("Anchors, aliases and `<<` work. A file is one document of at most 1 MiB.\n");
        ReferenceTables.Write(text, "", "The keys of the file", SpecSchema.Root.Fields);
        return text.ToString();
    }
}
