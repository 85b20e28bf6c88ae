using System.Runtime.InteropServices;

namespace Slipway.Bench.Results;

/// <summary>What the numbers were measured on.</summary>
/// <param name="Cores">Logical processors that this process may use.</param>
public sealed record Machine(string Cpu, int Cores, double MemoryGb, string Kernel, string DotNet)
{
    public static Machine Read() => new(
        FirstField("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string? FirstField(string file, string key) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : null;
}
