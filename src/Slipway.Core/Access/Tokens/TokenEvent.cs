namespace Slipway.Core.Access.Tokens;

/// <summary>A fact about tokens. All of them are in one stream, so that two people cannot change them at once unseen.</summary>
public abstract record TokenEvent;
