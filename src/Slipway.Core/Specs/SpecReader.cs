using System.Text;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs;

/// <summary>Reads a <c>slipway.yaml</c>. Bad input is an answer with errors, never an exception.</summary>
public static class SpecReader
{
    /// <summary>Of a maintenance page: it goes to every gateway with each configuration while it is shown.</summary>
    private const int MaxPageBytes = 64 * 1024;

    /// <param name="yaml">The file's text, at most 1 MiB.</param>
    /// <param name="directory">The file's folder, absolute; relative paths in the spec begin there.</param>
    /// <param name="open">The text of a file that the spec names, by its absolute path; null when it cannot be read. Without it such files are left for later.</param>
    public static SpecResult Read(string yaml, string directory, Func<string, string?>? open = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(directory);
        var problems = new SpecProblems();
        AppSpec? spec = null;
        if (YamlText.Parse(yaml, problems) is { } document
            && SpecSchema.Root.TryRead(new SpecCursor(document, "", problems), out var read))
        {
            spec = read with { Directory = directory };
            if (open is not null)
                spec = spec with { Environments = [.. spec.Environments.Select(e => WithFiles(e, directory, new SpecCursor(document, "", problems), open))] };
        }

        return new SpecResult { Spec = problems.Count == 0 ? spec : null, Errors = problems.Errors, Warnings = problems.Warnings };
    }

    private static EnvironmentSpec WithFiles(EnvironmentSpec environment, string directory, SpecCursor root, Func<string, string?> open) =>
        WithPage(WithChecklist(environment, directory, root, open), directory, root, open);

    private static EnvironmentSpec WithPage(EnvironmentSpec environment, string directory, SpecCursor root, Func<string, string?> open)
    {
        if (environment.Traffic is not GatewaySpec { MaintenancePage: { } file } gateway)
            return environment;
        var at = root.Keys("environments", environment.Name, "traffic", "gateway", "maintenancePage");
        var html = open(Path.GetFullPath(file, directory));
        if (html is null)
            at.Error($"the file '{file}' cannot be read", $"it is looked for in {directory}");
        else if (string.IsNullOrWhiteSpace(html))
            at.Error($"the file '{file}' is empty", "write the page, or take the line out: the gateway has a page of its own");
        else if (Encoding.UTF8.GetByteCount(html) is var size and > MaxPageBytes)
            at.Error($"the file '{file}' has {size} bytes; {MaxPageBytes} is the most", "leave pictures out, or lead to them elsewhere");
        return environment with { Traffic = gateway with { MaintenanceHtml = html } };
    }

    private static EnvironmentSpec WithChecklist(EnvironmentSpec environment, string directory, SpecCursor root, Func<string, string?> open)
    {
        if (environment.Checklist is not { File: { } file })
            return environment;
        var at = root.Keys("environments", environment.Name, "checklist");
        if (open(Path.GetFullPath(file, directory)) is not { } text)
        {
            at.Error($"the file '{file}' cannot be read", $"it is looked for in {directory}");
            return environment;
        }

        var (checklist, errors) = ChecklistReader.Read(text);
        foreach (var error in errors)
            at.Problems.Add(error with { File = file });
        return checklist is null ? environment : environment with { Checklist = checklist with { File = file } };
    }
}
