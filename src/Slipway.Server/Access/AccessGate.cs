using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Slipway.Contracts.Problems;
using Slipway.Core.Access;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Local.Peers;
using Slipway.Server.Api;

namespace Slipway.Server.Access;

/// <summary>Lets a request in that proves who sends it, and no more of them than the limits say. What the sender may do is the endpoint's line.</summary>
internal sealed class AccessGate(
    RequestDelegate next, AccessOptions options, Authenticator authenticator, RequestLimiter limiter, Policies policies, DenialLog denials, TimeProvider time)
{
    /// <summary>How long a stream goes on after its credential has ended, or the policy changed.</summary>
    private static readonly TimeSpan AskAgainEvery = TimeSpan.FromSeconds(2);

    private readonly Lazy<string> _peerKey = new(() => PeerKey.ReadOrCreate(options.PeerKeyFile));

    public async Task InvokeAsync(HttpContext context)
    {
        // No endpoint: there is nothing to protect, and the answer is that there is nothing.
        if (context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }

        switch (endpoint.Metadata.GetMetadata<AccessLine>()?.Kind)
        {
            case AccessKind.Open:
                await next(context);
                break;
            case AccessKind.Peers:
                await (PeerKey.Matches(_peerKey.Value, context.Request.Headers[PeerKey.Header]) ? next(context) : RefusePeerAsync(context));
                break;
            case AccessKind.Anyone or AccessKind.Checked:
                await AdmitAsync(context);
                break;
            default:
                await ApiProblems.Of(ProblemCodes.Denied, $"{endpoint.DisplayName} does not say who may call it, which is a bug in Slipway").ExecuteAsync(context);
                break;
        }
    }

    private static Task RefusePeerAsync(HttpContext context) => ApiProblems.Of(
        ProblemCodes.Unauthenticated,
        $"this is for servers of the same store and their gateways, with the key in `{PeerKey.FileName}` of the data folder: give it to others with --peer-key-file").ExecuteAsync(context);

    private static Task RefuseManyAsync(HttpContext context, string who, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblems.Of(ProblemCodes.TooMany, $"too many requests of this {who}: come again in {seconds} s").ExecuteAsync(context);
    }

    private async Task AdmitAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = AccessOptions.MaxBodyBytes;
        var address = Caller.AddressOf(context);
        var isLocal = Caller.IsHere(context) && IsLocalCredential(context);
        if (!isLocal && limiter.TakeOf(address) is { } wait)
        {
            await RefuseManyAsync(context, "address", wait);
            return;
        }

        var answer = await authenticator.AuthenticateAsync(context, context.RequestAborted);
        if (answer.Principal is not { } principal)
        {
            limiter.Failed(address);
            await RefuseAsync(context, answer.Reason!);
            return;
        }

        if (!isLocal && limiter.TakeOf($"{principal.Credential} {principal.Name}") is { } rest)
        {
            await RefuseManyAsync(context, "credential", rest);
            return;
        }

        var policy = policies.Current;
        var canonical = policy.Canonical(principal);
        context.Features.Set(new Caller(canonical, policy.RightsOf(canonical), new Actor(canonical.Name, Caller.OriginOf(context, canonical.Credential))));
        if (context.GetEndpoint()!.Metadata.GetMetadata<LastingRequest>() is null)
            await next(context);
        else
            await WatchedAsync(context, policy);
    }

    /// <summary>A stream ends with its credential. With the policy too: its listener connects anew, and that is decided anew.</summary>
    private async Task WatchedAsync(HttpContext context, AccessPolicy policy)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var watching = WatchAsync(context, policy, answered.Token);
        try
        {
            await next(context);
        }
        finally
        {
            await answered.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(HttpContext context, AccessPolicy policy, CancellationToken answered)
    {
        try
        {
            while (true)
            {
                await Task.Delay(AskAgainEvery, time, answered);
                if (policies.Current != policy || !await IsStillGoodAsync(context, answered))
                    context.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            // Answered, or nobody listens any more.
        }
    }

    private async Task<bool> IsStillGoodAsync(HttpContext context, CancellationToken cancellation)
    {
        try
        {
            return (await authenticator.AuthenticateAsync(context, cancellation)).Principal is not null;
        }
        catch (PortUnavailableException)
        {
            // Nobody can say now: as little a reason to end as to begin.
            return true;
        }
    }

    private async Task RefuseAsync(HttpContext context, string reason)
    {
        if (context.Request.Headers.Authorization.Count > 0)
            await denials.RecordAsync(new Actor(AccessDenied.Nobody, Caller.OriginOf(context, null)), "", "", reason, context.RequestAborted);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        await ApiProblems.Of(ProblemCodes.Unauthenticated, reason).ExecuteAsync(context);
    }

    private bool IsLocalCredential(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] && options.Local.Matches(token);
}
