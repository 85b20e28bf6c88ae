namespace Slipway.Core.Specs.Schema;

/// <summary>Why a single value is not what it must be.</summary>
internal sealed record ScalarFault(string Message, string? Remedy = null);
