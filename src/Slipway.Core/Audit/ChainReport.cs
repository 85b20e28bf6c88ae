namespace Slipway.Core.Audit;

/// <summary>What a check of a chain found.</summary>
/// <param name="Head">The end of what is intact: where the check of the next events goes on.</param>
/// <param name="Fault">Null when all of it is intact.</param>
public sealed record ChainReport(ChainHead Head, ChainFault? Fault);
