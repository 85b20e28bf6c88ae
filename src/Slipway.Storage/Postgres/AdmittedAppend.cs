using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>An append that is to be written, with its events in their places of the chain.</summary>
internal sealed record AdmittedAppend(PendingAppend Pending, IReadOnlyList<StoredEvent> Stored);
