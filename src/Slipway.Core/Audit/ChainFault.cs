namespace Slipway.Core.Audit;

/// <summary>The first place at which a chain of events is not as it was written.</summary>
/// <param name="Position">The place of the row that was altered, dropped, moved or inserted.</param>
/// <param name="Message">What is wrong there, for a person.</param>
public sealed record ChainFault(long Position, ChainFaultKind Kind, string Message);
