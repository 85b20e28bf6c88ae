using System.Globalization;

namespace Slipway.Bench.Running;

/// <summary>
/// Gateways and services outlive <c>serve</c> by design, so whoever starts one for a measurement must end them.
/// They are known by two things together: Slipway started them, and they write into the data folder of that one run.
/// </summary>
public static class LeftBehind
{
    private const int StopSeconds = 15;
    private const int PollMilliseconds = 50;

    /// <summary>Asks every process that belongs to a data folder to end, and waits until they have.</summary>
    /// <param name="data">Absolute.</param>
    public static async Task StopAsync(string data, TimeProvider time)
    {
        var processes = Find(data);
        foreach (var process in processes)
            Signals.Terminate(process);
        var began = time.GetTimestamp();
        while (Find(data) is [_, ..] alive)
        {
            if (time.GetElapsedTime(began) > TimeSpan.FromSeconds(StopSeconds))
            {
                foreach (var process in alive)
                    Signals.Kill(process);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), time, CancellationToken.None);
        }
    }

    private static List<int> Find(string data) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => id != Environment.ProcessId && Belongs($"/proc/{id}", data)),
    ];

    private static bool Belongs(string process, string data)
    {
        try
        {
            return IsOurs(process) && Uses(process, data);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has just ended.
            return false;
        }
    }

    private static bool IsOurs(string process) =>
        File.ReadAllText($"{process}/environ").Contains("SLIPWAY_APP=", StringComparison.Ordinal)
        || Path.GetFileName(File.ResolveLinkTarget($"{process}/exe", returnFinalTarget: false)?.FullName) == "slipway";

    private static bool Uses(string process, string data) =>
        File.ReadAllText($"{process}/cmdline").Contains(data, StringComparison.Ordinal)
        || Directory.EnumerateFiles($"{process}/fd").Any(
            file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName.StartsWith(data, StringComparison.Ordinal) == true);
}
