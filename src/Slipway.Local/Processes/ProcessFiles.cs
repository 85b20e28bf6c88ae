using System.Globalization;
using System.Text;

namespace Slipway.Local.Processes;

/// <summary>What <c>/proc</c> tells of processes.</summary>
internal static class ProcessFiles
{
    /// <summary>Of the words after the program's name in <c>/proc/PID/stat</c>: state is field 3, the first of them.</summary>
    private const int StateWord = 0;
    private const int SessionWord = 6 - 3;
    private const int StartTimeWord = 22 - 3;

    public static string BootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>Start time of a process that runs; null when there is none of that number or it only waits to be reaped.</summary>
    public static long? StartTime(int pid) =>
        Stat(pid) is { } words && words[StateWord] is not ("Z" or "X" or "x")
            ? long.Parse(words[StartTimeWord], CultureInfo.InvariantCulture)
            : null;

    /// <summary>Whether a signal or a debugger has stopped the process: it does nothing until it is continued.</summary>
    public static bool IsStopped(int pid) => Stat(pid) is { } words && words[StateWord] is ("T" or "t");

    /// <summary>Start time of this process, or of a child of ours, ended or not.</summary>
    public static long StartTimeOfOwn(int pid) =>
        long.Parse((Stat(pid) ?? throw new IOException($"/proc/{pid}/stat is not readable"))[StartTimeWord], CultureInfo.InvariantCulture);

    /// <summary>Whether the process began the session that it is in.</summary>
    public static bool LeadsSession(int pid) =>
        Stat(pid) is { } words && int.Parse(words[SessionWord], CultureInfo.InvariantCulture) == pid;

    /// <summary>Processes that carry a variable in the environment that they were started with, by rising number.</summary>
    public static IReadOnlyList<int> CarriersOf(string name, string value)
    {
        var wanted = Encoding.UTF8.GetBytes($"\0{name}={value}\0");
        return [.. AllPids().Where(pid => Environment(pid).AsSpan().IndexOf(wanted) >= 0).Order()];
    }

    private static IEnumerable<int> AllPids() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0);

    /// <summary>With a zero before the first variable; empty for processes of others.</summary>
    private static byte[] Environment(int pid)
    {
        try
        {
            return [0, .. File.ReadAllBytes($"/proc/{pid}/environ")];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string[]? Stat(int pid)
    {
        try
        {
            // pid (name) state ...: the name may hold blanks and parentheses, so the last one counts.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
