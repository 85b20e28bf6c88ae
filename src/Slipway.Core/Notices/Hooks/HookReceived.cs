namespace Slipway.Core.Notices.Hooks;

/// <summary>A request whose signature holds, before it is acted on. Its signature is used up with that.</summary>
/// <param name="Signature">As <see cref="NoticeSignature.Sign"/> writes it; no secret, and good for nothing any more.</param>
/// <param name="SignedAt">The time that is signed with it.</param>
public sealed record HookReceived(string Signature, DateTimeOffset SignedAt) : HookEvent;
