using System.Diagnostics;
using System.Text;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>The processes that belong to a folder of a test: they were started in it, or with it as an argument.</summary>
internal static class Leftovers
{
    private const int MaxRounds = 100;

    public static IReadOnlyList<int> Of(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != Environment.ProcessId && BelongsTo(pid, folder)),
    ];

    /// <summary>Kills them all, and what they start until they are dead.</summary>
    public static async Task KillAsync(string folder)
    {
        for (var round = 0; round < MaxRounds && Of(folder) is { Count: > 0 } pids; round++)
            await KillAsync(folder, pids);
    }

    /// <summary>Kills these of them, and returns when they are dead.</summary>
    public static async Task KillAsync(string folder, IReadOnlyList<int> pids)
    {
        foreach (var pid in pids)
            Kill(pid);
        await Poll.UntilAsync(() => !Of(folder).Intersect(pids).Any(), $"the end of {string.Join(", ", pids)}", CancellationToken.None);
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Gone by itself.
        }
    }

    private static bool BelongsTo(int pid, string folder)
    {
        try
        {
            var current = new FileInfo($"/proc/{pid}/cwd").LinkTarget ?? "";
            return current == folder || current.StartsWith(folder + "/", StringComparison.Ordinal)
                || Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline")).Contains(folder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
