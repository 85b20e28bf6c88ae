using System.Text;
using Slipway.Core.Notices.Schema;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Notices;

/// <summary>What is said about <c>notices.yaml</c>: the reference for people and the schema for editors.</summary>
public static class NoticesReference
{
    private const string About = "Whom a server tells of what, and who may tell it something.";

    public static string ToJsonSchema() => JsonSchemaText.Of(NoticesSchema.Root, "notices.yaml", About);

    /// <summary><c>docs/reference/notices.md</c>.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append($"# notices.yaml\n\n{About} ")
            .Append("`slipway serve --notices notices.yaml` reads it at the start, `slipway notices check` names every error in it, and `slipway schema --notices` prints its JSON Schema for editors. ")
            .Append("[Notices](../notices.md) says how to use it. This page is generated from the definition that validates.\n\n")
            .Append($"A secret is never in the file: it says where the secret is, `{{ env: NAME }}` or `{{ file: PATH }}`. Durations are {SpecDuration.Shape}.\n");
        ReferenceTables.Write(text, "", "The keys of the file", NoticesSchema.Root.Fields);
        return text.ToString();
    }
}
