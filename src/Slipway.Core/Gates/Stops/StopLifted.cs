using Slipway.Core.Gates.Freezes;

namespace Slipway.Core.Gates.Stops;

/// <summary>Exactly what the stop did is to be undone. Its freeze is lifted in the same transaction.</summary>
public sealed record StopLifted(string Id, string? Reason) : FreezeEvent;
