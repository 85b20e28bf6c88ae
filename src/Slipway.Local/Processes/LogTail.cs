using System.Text;

namespace Slipway.Local.Processes;

/// <summary>The end of a text file, read from its end.</summary>
internal static class LogTail
{
    private const int FirstBytes = 64 * 1024;
    private const int MaxBytes = 8 * 1024 * 1024;
    private const int MaxLineLength = 4096;
    private const byte LineEnd = (byte)'\n';

    /// <summary>At most <paramref name="lines"/> lines from at most 8 MiB, oldest first, each cut at 4,096 characters. Empty when there is no file.</summary>
    public static IReadOnlyList<string> Read(string path, int lines)
    {
        if (lines <= 0 || !File.Exists(path))
            return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var end = stream.Length;
        var size = Math.Min(end, FirstBytes);
        var bytes = Block(stream, end - size, end);
        while (size < Math.Min(end, MaxBytes) && bytes.AsSpan().Count(LineEnd) <= lines)
        {
            size = Math.Min(end, 2 * size);
            bytes = Block(stream, end - size, end);
        }

        var texts = Encoding.UTF8.GetString(bytes).Split('\n');
        var whole = texts[^1].Length == 0 ? texts[..^1] : texts;
        return [.. whole.TakeLast(lines).Select(line => line.Length > MaxLineLength ? line[..MaxLineLength] + "…" : line.TrimEnd('\r'))];
    }

    private static byte[] Block(FileStream stream, long start, long end)
    {
        var block = new byte[end - start];
        stream.Position = start;
        var read = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        return read == block.Length ? block : block[..read];
    }
}
