using Slipway.Core.Git.Model;
using Slipway.Core.Git.Schema;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Git;

/// <summary>Reads a <c>git.yaml</c>. Bad input is an answer with errors, never an exception. No message repeats what may be a secret.</summary>
public static class GitReader
{
    /// <param name="yaml">The file's text, at most 1 MiB.</param>
    public static GitResult Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new SpecProblems();
        GitFile? file = null;
        if (YamlText.Parse(yaml, problems) is { } document && GitSchema.Root.TryRead(new SpecCursor(document, "", problems), out var read))
            file = read;
        return new GitResult { File = problems.Count == 0 ? file : null, Errors = problems.Errors };
    }

    /// <summary>With relative folders made absolute.</summary>
    /// <param name="directory">That of the file.</param>
    public static GitFile Rooted(GitFile file, string directory) => file with
    {
        Repositories = [.. file.Repositories.Select(r => GitUrl.IsPath(r.Url) ? r with { Url = Path.GetFullPath(r.Url, directory) } : r)],
    };
}
