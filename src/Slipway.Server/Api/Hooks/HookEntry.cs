using Slipway.Core.Notices.Hooks;
using Slipway.Core.Notices.Model;

namespace Slipway.Server.Api.Hooks;

/// <summary>One inbound hook.</summary>
/// <param name="Key">Of its signatures, as it is now.</param>
internal sealed record HookEntry(InboundHook Hook, Func<string> Key, HookBook Book);
