namespace Slipway.Core.Analysis.BurnRate;

/// <summary>
/// The requests and errors of some time, in slots of a fixed width, so that its memory is bounded however often it is fed.
/// A window begins early by one slot at most. Not thread-safe.
/// </summary>
internal sealed class BurnSlots(DateTimeOffset since, TimeSpan width, TimeSpan memory)
{
    private readonly List<(DateTimeOffset End, long Requests, long Errors)> _slots = [];
    private long _current = -1;

    /// <summary>Slots that are kept.</summary>
    public int Count => _slots.Count;

    /// <param name="until">Not earlier than at the call before.</param>
    public void Add(DateTimeOffset until, long requests, long errors)
    {
        var slot = (until - since).Ticks / width.Ticks;
        if (slot != _current || _slots.Count == 0)
        {
            _slots.RemoveAll(old => until - old.End > memory);
            _slots.Add((until, 0, 0));
            _current = slot;
        }

        var (_, before, errorsBefore) = _slots[^1];
        _slots[^1] = (until, before + requests, errorsBefore + errors);
    }

    /// <summary>All that lies in (<paramref name="now"/> − <paramref name="window"/>, <paramref name="now"/>].</summary>
    public (long Requests, long Errors) Within(DateTimeOffset now, TimeSpan window)
    {
        var (requests, errors) = (0L, 0L);
        for (var index = _slots.Count - 1; index >= 0 && now - _slots[index].End < window; index--)
            (requests, errors) = (requests + _slots[index].Requests, errors + _slots[index].Errors);

        // An answer that breaks off may be counted later than its request.
        return (requests, Math.Min(errors, requests));
    }
}
