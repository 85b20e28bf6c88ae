using Slipway.Core.Access;
using Slipway.Core.Values;

namespace Slipway.Server.Access;

/// <summary>What was denied to one person lately.</summary>
/// <param name="ToldAt">When the record last got something.</param>
/// <param name="Untold">Denials since then.</param>
/// <param name="Last">The newest of them.</param>
internal readonly record struct DenialCount(DateTimeOffset ToldAt, int Untold, AccessDenied Last, Actor Actor);
