using Slipway.Core.Gates.Freezes;

namespace Slipway.Core.Gates.Stops;

/// <summary>Somebody stopped everything over a scope. Its freeze is set in the same transaction.</summary>
public sealed record StopBegun(Stop Stop) : FreezeEvent;
