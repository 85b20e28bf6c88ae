using Slipway.Cli.Offline;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Install;

namespace Slipway.Cli.Hosting;

/// <summary>The specs that a server in a cluster is to serve, with the files that they name, and what keeps it from doing so.</summary>
internal static class InstallSpecs
{
    /// <summary>What a ConfigMap holds, all files together; the API server takes 1 MiB with everything around it.</summary>
    private const int MaxMapBytes = 1_000_000;

    /// <exception cref="VerbFailedException">One of them cannot be served in a cluster; with every reason.</exception>
    public static IReadOnlyList<InstalledSpec> Read(IReadOnlyList<string> files, Terminal terminal)
    {
        var specs = files.Select(file => (File: file, Installed: Read(file, terminal))).ToList();
        var problems = specs.SelectMany(spec => Problems(spec.Installed).Select(problem => new ProblemError(spec.File, null, problem))).ToList();
        problems.AddRange(specs.GroupBy(spec => spec.Installed.Spec.App, StringComparer.Ordinal).Where(app => app.Count() > 1)
            .Select(app => new ProblemError(app.Last().File, null, $"{string.Join(" and ", app.Select(spec => spec.File))} are both of the app {app.Key}: give each app one spec")));
        return problems.Count == 0
            ? [.. specs.Select(spec => spec.Installed)]
            : throw new VerbFailedException(ExitCodes.Invalid, problems, [.. problems.Select(problem => $"{problem.Path}: {problem.Message}")]);
    }

    private static InstalledSpec Read(string file, Terminal terminal)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file, terminal.Directory))!;
        var text = SpecFile.ReadText(file, terminal);
        var beside = new Dictionary<string, string>(StringComparer.Ordinal) { [InstalledSpec.FileName] = text };
        var result = SpecReader.Read(text, folder, path =>
        {
            if (!File.Exists(path))
                return null;
            return beside[Path.GetRelativePath(folder, path)] = SpecFile.ReadText(path, terminal);
        });
        return result.IsValid ? new InstalledSpec(result.Spec, beside) : throw SpecFile.Invalid(file, result.Errors);
    }

    private static IEnumerable<string> Problems(InstalledSpec installed)
    {
        var (spec, files) = installed;
        if (spec.App.EndsWith('-'))
            yield return $"'{spec.App}' ends with '-', which Kubernetes does not allow in names: use another name";
        if (spec.Environments.All(environment => environment.Target is ProcessesSpec))
        {
            yield return $"{spec.App} runs as local processes alone, so there is nothing to do in a cluster: run slipway serve on its host, or give it a target in a cluster";
            yield break;
        }

        foreach (var environment in spec.Environments)
        {
            if (environment.Target is ProcessesSpec)
                yield return $"{environment.Name} of {spec.App} runs local processes, which would end with the server's pod: put it into a spec of its own, for a server on its host";
            if (environment.Target is KubernetesTargetSpec { Context: { } context })
                yield return $"{environment.Name} of {spec.App} names the context {context}, and a server in a cluster knows only that cluster: take 'context' out, and run slipway install for each cluster";
        }

        foreach (var outside in files.Keys.Where(file => Path.IsPathRooted(file) || file.StartsWith("..", StringComparison.Ordinal)))
            yield return $"{spec.App} names the file {outside}, which is outside of its spec's folder: move it into that folder";
        if (files.Values.Sum(text => (long)text.Length) > MaxMapBytes)
            yield return $"{spec.App} with the files that it names is larger than {MaxMapBytes:N0} characters, more than a ConfigMap takes: make it shorter";
    }
}
