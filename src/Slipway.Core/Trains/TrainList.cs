using Slipway.Core.Trains.Events;

namespace Slipway.Core.Trains;

/// <summary>Which release trains there are. A fold of its events; those that retention removed are of trains that ended long ago.</summary>
/// <param name="Version">Place of the last event in its stream.</param>
/// <param name="Live">Ids, oldest first.</param>
/// <param name="Ids">Of all trains that are remembered, oldest first.</param>
public sealed record TrainList(int Version, IReadOnlyList<string> Live, IReadOnlyList<string> Ids)
{
    /// <summary>Trains that are remembered for lists. Their own streams stay as long as retention says.</summary>
    public const int MaxRemembered = 1000;

    public static TrainList None { get; } = new(0, [], []);

    /// <param name="version">Place of the event in its stream.</param>
    public TrainList Apply(TrainListEvent e, int version) => e switch
    {
        TrainOpened opened => new TrainList(version, [.. Live, opened.Train], [.. Ids.TakeLast(MaxRemembered - 1), opened.Train]),
        TrainClosed closed => this with { Version = version, Live = [.. Live.Where(id => id != closed.Train)] },
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    /// <summary>The id of the next train of a name: <c>spring-1.2</c> is the second <c>spring-1</c>.</summary>
    /// <param name="taken">Ids tried already: a train that is not remembered any more may have them.</param>
    public string NextId(string name, int taken)
    {
        var before = Ids.Select(id => id.Split('.')).Where(parts => parts[0] == name).Select(parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}.{before.DefaultIfEmpty(0).Max() + 1 + taken}");
    }
}
