using System.Globalization;
using Slipway.Core.Ports;

namespace Slipway.Kubernetes.Fencing;

/// <summary>The place of an order in the one sequence of all orders of an environment; written <c>FENCE.TURN</c>.</summary>
public readonly record struct OrderStamp(long Fence, int Turn) : IComparable<OrderStamp>
{
    public static OrderStamp Of(EffectOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new OrderStamp(order.Fence, order.Turn);
    }

    /// <returns>False for anything that <see cref="ToString"/> does not write: a person may have changed it.</returns>
    public static bool TryParse(string? text, out OrderStamp stamp)
    {
        stamp = default;
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var fence)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var turn))
            return false;
        stamp = new OrderStamp(fence, turn);
        return true;
    }

    public int CompareTo(OrderStamp other) => (Fence, Turn).CompareTo((other.Fence, other.Turn));

    public static bool operator <(OrderStamp left, OrderStamp right) => left.CompareTo(right) < 0;

    public static bool operator >(OrderStamp left, OrderStamp right) => left.CompareTo(right) > 0;

    public static bool operator <=(OrderStamp left, OrderStamp right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OrderStamp left, OrderStamp right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Fence}.{Turn}");
}
