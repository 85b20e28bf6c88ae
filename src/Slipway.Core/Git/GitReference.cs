using System.Text;
using Slipway.Core.Git.Schema;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Git;

/// <summary>What is said about <c>git.yaml</c>: the reference for people and the schema for editors.</summary>
public static class GitReference
{
    private const string About = "Which repositories a server follows, and what it writes back.";

    public static string ToJsonSchema() => JsonSchemaText.Of(GitSchema.Root, "git.yaml", About);

    /// <summary><c>docs/reference/git.md</c>.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append($"# git.yaml\n\n{About} ")
            .Append("`slipway serve --git git.yaml` reads it at the start, `slipway git check` names every error in it, and `slipway schema --git` prints its JSON Schema for editors. ")
            .Append("[GitOps](../gitops.md) says how to use it. This page is generated from the definition that validates.\n\n")
            .Append($"A secret is never in the file: it says where the secret is, `{{ env: NAME }}` or `{{ file: PATH }}`. Durations are {SpecDuration.Shape}.\n");
        ReferenceTables.Write(text, "", "The keys of the file", GitSchema.Root.Fields);
        return text.ToString();
    }
}
