using Slipway.Contracts;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>Where a picture goes.</summary>
internal static class PlotFile
{
    public static async Task WriteAsync(SvgPage page, string file, Terminal terminal, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(file, terminal.Directory);
        try
        {
            await File.WriteAllTextAsync(path, page.ToString(), cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Failed, $"{path} cannot be written: {fault.Message}");
        }
    }
}
