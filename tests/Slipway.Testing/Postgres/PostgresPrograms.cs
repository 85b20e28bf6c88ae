using System.Diagnostics;
using System.Globalization;

namespace Slipway.Testing.Postgres;

/// <summary>The programs of an installed PostgreSQL, run as a user that it accepts: it refuses root.</summary>
internal sealed class PostgresPrograms
{
    private const int OldestMajor = 15;
    private const int RunSeconds = 60;

    // Debian keeps each major version in a folder of its own, off the PATH.
    private const string DebianFolder = "/usr/lib/postgresql";

    private readonly string _folder;

    private PostgresPrograms(string folder) => _folder = folder;

    /// <summary>Null where none is installed that is new enough.</summary>
    public static PostgresPrograms? Find() => Folder() is { } folder ? new PostgresPrograms(folder) : null;

    /// <summary>Where a program is, such as <c>pg_ctl</c>.</summary>
    public string this[string program] => Path.Combine(_folder, program);

    /// <summary>Runs one to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0, or not in time; with what it printed.</exception>
    public async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(RunSeconds));
        using var process = Start([this[program], .. arguments]);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} ended with code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}: {errors}{await output}");
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not end within {RunSeconds} s", late);
        }
    }

    /// <summary>Starts a command with its three streams in our hands.</summary>
    public static Process Start(IReadOnlyList<string> command)
    {
        string[] whole = Environment.IsPrivilegedProcess ? ["runuser", "-u", Account(), "--", .. command] : [.. command];
        return Process.Start(new ProcessStartInfo(whole[0], whole[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
    }

    // The package makes an account; another installation leaves us with the one that every system has.
    private static string Account() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static string? Folder()
    {
        var debian = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder)
                .Select(folder => (Path: Path.Combine(folder, "bin"), Major: int.TryParse(Path.GetFileName(folder), out var major) ? major : 0))
                .Where(found => found.Major >= OldestMajor && IsComplete(found.Path))
                .OrderByDescending(found => found.Major)
                .Select(found => found.Path)
                .FirstOrDefault()
            : null;
        return debian ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(IsComplete);
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")) && File.Exists(Path.Combine(folder, "postgres"));
}
