using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;

namespace Slipway.Cli.Offline;

/// <summary>A spec read from a file by an offline verb.</summary>
internal static class SpecFile
{
    /// <param name="remedy">What to do where the file is not there.</param>
    public static string ReadText(string file, Terminal terminal, string remedy = "name one with -f, or write a spec to start from: slipway init")
    {
        var path = Path.GetFullPath(file, terminal.Directory);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"there is no file {path}; {remedy}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"{path} cannot be read: {e.Message}");
        }
    }

    /// <exception cref="VerbFailedException">It is not valid; with every error.</exception>
    public static (AppSpec Spec, IReadOnlyList<SpecError> Warnings) Read(string file, Terminal terminal)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(file, terminal.Directory))!;
        var result = SpecReader.Read(ReadText(file, terminal), directory, OpenNamed);
        return result.IsValid ? (result.Spec, result.Warnings) : throw Invalid(file, result.Errors);
    }

    private static string? OpenNamed(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static VerbFailedException Invalid(string file, IReadOnlyList<SpecError> errors) =>
        new(ExitCodes.Invalid, [.. errors.Select(ToProblem)], [.. errors.Select(e => e.Format(file))]);

    public static ProblemError ToProblem(SpecError error) =>
        new(error.Place, error.Line, error.Remedy is null ? error.Message : $"{error.Message} ({error.Remedy})");

    /// <param name="name">Null: the only one.</param>
    public static EnvironmentSpec FindEnvironment(AppSpec spec, string? name)
    {
        var known = string.Join(", ", spec.Environments.Select(e => e.Name));
        if (name is null)
            return spec.Environments.Count == 1 ? spec.Environments[0] : throw new VerbFailedException(ExitCodes.Invalid, $"name an environment with --env: {known}");
        return spec.Environments.FirstOrDefault(e => e.Name == name)
            ?? throw new VerbFailedException(ExitCodes.Invalid, $"{spec.App} has no environment '{name}'; it has {known}");
    }
}
