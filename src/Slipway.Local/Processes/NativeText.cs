using System.Runtime.InteropServices;

namespace Slipway.Local.Processes;

/// <summary>Zero-terminated UTF-8 texts outside the managed heap, freed together.</summary>
internal sealed unsafe class NativeText : IDisposable
{
    private readonly List<nint> _allocated = [];

    /// <exception cref="ArgumentException">The text holds a zero character, which would cut it short.</exception>
    public byte* Add(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A program's arguments, environment and paths cannot hold a zero character.", nameof(text));
        var pointer = Marshal.StringToCoTaskMemUTF8(text);
        _allocated.Add(pointer);
        return (byte*)pointer;
    }

    /// <summary>An array of texts with a null pointer at its end.</summary>
    public byte** AddArray(IEnumerable<string> texts)
    {
        var items = texts.ToList();
        var array = (nint*)Marshal.AllocCoTaskMem((items.Count + 1) * sizeof(nint));
        _allocated.Add((nint)array);
        for (var i = 0; i < items.Count; i++)
            array[i] = (nint)Add(items[i]);
        array[items.Count] = 0;
        return (byte**)array;
    }

    public void Dispose()
    {
        foreach (var pointer in _allocated)
            Marshal.FreeCoTaskMem(pointer);
        _allocated.Clear();
    }
}
