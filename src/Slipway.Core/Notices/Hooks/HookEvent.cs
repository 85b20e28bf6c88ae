namespace Slipway.Core.Notices.Hooks;

/// <summary>What came in at a hook. Each hook has a stream of its own.</summary>
public abstract record HookEvent;
