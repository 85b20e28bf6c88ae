using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Analysis.Input;

namespace Slipway.Cli.Analyze.Files;

/// <summary>A file of measurements, or what is piped in.</summary>
internal static class InputFile
{
    private const string Piped = "-";

    /// <summary>Larger than any series that people judge, and it still fits the memory.</summary>
    private const long MaxBytes = 512 * 1024 * 1024;

    /// <exception cref="VerbFailedException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(string file, Terminal terminal, CancellationToken cancellation)
    {
        if (file == Piped)
            return await terminal.In.ReadToEndAsync(cancellation);
        var path = Path.GetFullPath(file, terminal.Directory);
        try
        {
            return new FileInfo(path).Length <= MaxBytes
                ? await File.ReadAllTextAsync(path, cancellation)
                : throw new VerbFailedException(ExitCodes.Invalid, $"{path} is larger than {MaxBytes >> 20} MiB: judge it in parts");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"there is no file {path}; name one with --file, or - for what is piped in");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"{path} cannot be read: {fault.Message}");
        }
    }

    public static VerbFailedException Invalid(string file, BadInputException fault)
    {
        var name = file == Piped ? "standard input" : file;
        return new VerbFailedException(
            ExitCodes.Invalid,
            [.. fault.Faults.Select(one => new ProblemError(one.Path, one.Line, $"{name}: {one.Message}"))],
            [.. fault.Faults.Select(one => one.Format(name))]);
    }
}
