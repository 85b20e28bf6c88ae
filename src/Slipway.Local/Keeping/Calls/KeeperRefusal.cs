namespace Slipway.Local.Keeping.Calls;

/// <summary>Why the keeper did not do or find what it was asked.</summary>
/// <param name="OutcomeUnknown">True when it may have been done all the same.</param>
internal sealed record KeeperRefusal(string Message, bool OutcomeUnknown);
