namespace Slipway.Local.Processes;

/// <summary>Which file a command's first word means: the same rule before a start and at it.</summary>
internal static class ProgramLookup
{
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>With a slash: relative to the working directory. Without: the first executable file in the PATH. Null when there is none.</summary>
    public static string? Find(string program, string workingDirectory, IReadOnlyDictionary<string, string> environment) =>
        Candidates(program, workingDirectory, environment).FirstOrDefault(IsExecutable);

    /// <summary>Why <see cref="Find"/> finds nothing, and what to do.</summary>
    public static string Explain(string program, string workingDirectory)
    {
        var inDirectory = Path.GetFullPath(program, workingDirectory);
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(inDirectory)
                ? $"the program {inDirectory} is not executable: chmod +x it"
                : $"the program {inDirectory} does not exist: build it there, or correct 'command'";
        }
        return File.Exists(inDirectory)
            ? $"the program '{program}' is in {workingDirectory} but not on the PATH: write './{program}' in 'command'"
            : $"the program '{program}' is not on the PATH: install it, or give its path in 'command'";
    }

    private static IEnumerable<string> Candidates(string program, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return [Path.GetFullPath(program, workingDirectory)];
        var path = environment.GetValueOrDefault("PATH", DefaultPath);
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.GetFullPath(Path.Combine(folder, program), workingDirectory));
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return File.Exists(path) && (File.GetUnixFileMode(path) & AnyExecute) != UnixFileMode.None;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
