using Slipway.Core.Simulation;

namespace Slipway.Testing.Simulation;

/// <summary>What happened, line by line, where somebody wants to read it.</summary>
public sealed class Trace(VirtualTime time, bool isOn)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly List<string> _lines = [];

    public bool IsOn => isOn;

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line) => Add(time.GetUtcNow(), line);

    public void Add(DateTimeOffset at, string line)
    {
        if (isOn)
            _lines.Add($"{at - _start:hh\\:mm\\:ss\\.fff}  {line}");
    }
}
