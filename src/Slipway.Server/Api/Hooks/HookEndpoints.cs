using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Notices;
using Slipway.Core.Planning;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api.Hooks;

/// <summary>Takes signed requests of systems that build versions. The signature is all that authenticates them.</summary>
internal static class HookEndpoints
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void MapHooks(this IEndpointRouteBuilder api) => api.MapPost("/hooks/{name}", ReceiveAsync).WithName("receiveHook").WithTags("hooks").ForAll()
        .Accepts<HookRequest>("application/json")
        .Produces<Problem>(StatusCodes.Status401Unauthorized, Problem.MediaType).Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);

    private static async Task<Results<Accepted<RolloutView>, JsonHttpResult<Problem>>> ReceiveAsync(
        string name, HttpContext context, RolloutService service, RolloutReader reader, CancellationToken cancellation)
    {
        if (context.RequestServices.GetService<HookDesk>() is not { } desk || desk.Find(name) is not { } hook)
            return ApiProblems.Of(ProblemCodes.NotFound, $"there is no hook '{name}'; hooks are in the file of `slipway serve --notices`, under `inbound`");
        if (await BodyAsync(context.Request.Body, cancellation) is not { } body)
            return ApiProblems.Of(ProblemCodes.Invalid, $"the body is larger than {MaxBodyBytes >> 10} KiB", status: StatusCodes.Status413PayloadTooLarge);
        var headers = context.Request.Headers;
        var address = context.Connection.RemoteIpAddress?.ToString();
        if (await desk.RefuseAsync(name, headers[NoticeSignature.TimestampHeader].ToString(), headers[NoticeSignature.Header].ToString(), body, address, cancellation) is { } refusal)
            return ApiProblems.Of(ProblemCodes.Denied, $"the request {refusal}", status: StatusCodes.Status401Unauthorized);
        var request = Read(body);
        var actor = new Actor(hook.Principal, address is null ? "hook" : $"hook {address}");
        var deploy = new Request.Deploy(hook.Deploy.App, hook.Deploy.Environment, request.Version, Supersede: false, Reason(request), actor)
        {
            Source = request.Commit is null && request.Branch is null ? null : new Source(request.Commit, request.Branch),
        };
        var outcome = await service.DeployAsync(deploy, cancellation);
        return await reader.AcceptedAsync(outcome, cancellation);
    }

    /// <summary>Null when it is too large.</summary>
    private static async Task<byte[]?> BodyAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[MaxBodyBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return read > MaxBodyBytes ? null : buffer[..read];
    }

    private static HookRequest Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SlipwayJson.Default.HookRequest) ?? throw new JsonException("it is empty");
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException("The body is not valid", fault);
        }
    }

    private static string? Reason(HookRequest request) => (request.Commit, request.Branch) switch
    {
        ({ } commit, { } branch) => $"commit {commit} of {branch}",
        ({ } commit, null) => $"commit {commit}",
        (null, { } branch) => $"built from {branch}",
        _ => null,
    };
}
