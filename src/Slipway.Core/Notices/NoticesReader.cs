using Slipway.Core.Notices.Model;
using Slipway.Core.Notices.Schema;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Notices;

/// <summary>Reads a <c>notices.yaml</c>. Bad input is an answer with errors, never an exception. No message repeats what may be a secret.</summary>
public static class NoticesReader
{
    /// <param name="yaml">The file's text, at most 1 MiB.</param>
    /// <param name="check">What is wrong with a template; null for nothing.</param>
    public static NoticesResult Read(string yaml, Func<string, TemplateFault?> check)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new SpecProblems();
        NoticesFile? file = null;
        if (YamlText.Parse(yaml, problems) is { } document)
        {
            var root = new SpecCursor(document, "", problems);
            file = NoticesSchema.Root.TryRead(root, out var read) ? read : null;
            CheckTemplates(root.Key("destinations"), check);
        }

        return new NoticesResult { File = problems.Count == 0 ? file : null, Errors = problems.Errors, Warnings = problems.Warnings };
    }

    private static void CheckTemplates(SpecCursor destinations, Func<string, TemplateFault?> check)
    {
        for (var index = 0; index < ((destinations.Node as ListNode)?.Items.Count ?? 0); index++)
        {
            foreach (var key in new[] { "title", "text" })
            {
                var at = destinations.Item(index).Key(key);
                if (at.Node is ScalarNode { IsNull: false } scalar && check(scalar.Text) is { } fault)
                    at.Problems.Add(new SpecError(at.Path, scalar.TextLine + fault.Line - 1, 1, fault.Message));
            }
        }
    }
}
