namespace Slipway.Core.Values;

/// <summary>One value for each side of an environment.</summary>
public sealed record PerSlot<T>(T Blue, T Green)
{
    public T this[Slot slot] => slot == Slot.Blue ? Blue : Green;

    public PerSlot<T> With(Slot slot, T value) => slot == Slot.Blue ? this with { Blue = value } : this with { Green = value };
}
