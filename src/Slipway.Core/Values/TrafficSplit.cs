using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

/// <summary>How an environment's requests are divided between its two sides. Sums to 100 %, or to 0 when nothing runs yet.</summary>
public readonly record struct TrafficSplit
{
    /// <exception cref="ArgumentException">The two neither sum to 100 % nor are both 0.</exception>
    [JsonConstructor]
    public TrafficSplit(Weight blue, Weight green)
    {
        if (blue.Percent + green.Percent is not (0 or 100))
            throw new ArgumentException($"Weights sum to 100 %, or to 0 where nothing runs; got {blue} and {green}", nameof(green));
        (Blue, Green) = (blue, green);
    }

    public Weight Blue { get; }

    public Weight Green { get; }

    public static TrafficSplit None => default;

    [JsonIgnore]
    public bool IsNone => Blue.IsZero && Green.IsZero;

    public Weight this[Slot slot] => slot == Slot.Blue ? Blue : Green;

    public static TrafficSplit AllTo(Slot slot) => With(slot, Weight.Full);

    /// <summary><paramref name="weight"/> to <paramref name="slot"/>, the rest to the other side.</summary>
    public static TrafficSplit With(Slot slot, Weight weight) =>
        slot == Slot.Blue ? new TrafficSplit(weight, weight.Rest) : new TrafficSplit(weight.Rest, weight);

    public override string ToString() => IsNone ? "none" : $"blue {Blue}, green {Green}";
}
