using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>The one durable record, whichever database keeps it.</summary>
public interface IStore : IEventStore, ILeases, IEvidence, IOutbox, IDeliveries, ISnapshots, IReadModels, IRetention, ITrafficHistory, IAsyncDisposable
{
    /// <summary>Which database it is, its version and its place, for <c>slipway doctor</c>; no secret.</summary>
    string Description { get; }
}
