using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Integrations.Checks;

/// <summary>
/// Items that a program answers. It gets its arguments as they are, no input, and the spec's folder; of what it writes the beginning
/// is looked at and the rest thrown away. When its time is over it is ended with all that it started.
/// </summary>
public sealed class CommandItemRunner : IItemCheck
{
    private const int MaxOutputCharacters = 64 * 1024;
    private const int BufferCharacters = 4096;

    public string Name => CommandItemCheck.Kind;

    public async Task<ItemFinding> RunAsync(ItemCheck check, ItemContext context, CancellationToken cancellation)
    {
        var command = (CommandItemCheck)check;
        // A path is meant from the spec's folder; a bare name is looked for where programs are.
        var program = command.Run[0].Contains('/') ? Path.GetFullPath(command.Run[0], context.Directory) : command.Run[0];
        var start = new ProcessStartInfo(program, command.Run.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = context.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            return await FinishAsync(process, command, cancellation);
        }
        catch (Win32Exception e)
        {
            return new ItemFinding(false, $"{command.Run[0]} cannot be started: {e.Message}");
        }
    }

    private static async Task<ItemFinding> FinishAsync(Process process, CommandItemCheck command, CancellationToken cancellation)
    {
        try
        {
            var output = ReadAsync(process.StandardOutput, cancellation);
            var errors = ReadAsync(process.StandardError, cancellation);
            await process.WaitForExitAsync(cancellation);
            var (written, told) = (await output, await errors);
            if (process.ExitCode != 0)
                return new ItemFinding(false, $"{command.Run[0]} ended with code {process.ExitCode}{Last(told.Length > 0 ? told : written)}");
            return command.Contains is { } text && !written.Contains(text, StringComparison.Ordinal)
                ? new ItemFinding(false, $"{command.Run[0]} ended with code 0, and '{text}' is not in its output{Last(written)}")
                : new ItemFinding(true, $"{command.Run[0]} ended with code 0{Last(written)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Reads to the end, so that the program never waits for a reader; keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[BufferCharacters];
        for (int count; (count = await reader.ReadAsync(buffer, cancellation)) > 0;)
            text.Append(buffer, 0, Math.Min(count, MaxOutputCharacters - text.Length));
        return text.ToString();
    }

    /// <summary>The last line is what programs say last, and mostly best.</summary>
    private static string Last(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var line] ? $": {line}" : "";
}
