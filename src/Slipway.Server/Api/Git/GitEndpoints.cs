using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api.Git;

/// <summary>The repositories that this server follows.</summary>
internal static class GitEndpoints
{
    /// <summary>Hosts tell much about a push, of which nothing is read.</summary>
    private const int MaxBodyBytes = AccessOptions.MaxBodyBytes - 1;

    public static void MapGit(this IEndpointRouteBuilder api)
    {
        var git = api.MapGroup("/git").WithTags("git");
        git.MapGet("", ListAsync).WithName("listGit").ForAnyone();
        git.MapPost("/{name}/sync", SyncAsync).WithName("syncGit").Needs(Actions.Deploy, Wheres.Repository);
        git.MapPost("/{name}/hook", ReceiveAsync).WithName("receiveGit").ForAll()
            .Produces<Problem>(StatusCodes.Status401Unauthorized, Problem.MediaType).Produces<Problem>(StatusCodes.Status413PayloadTooLarge, Problem.MediaType);
    }

    /// <summary>Those of whose places the caller may view all.</summary>
    private static async Task<Ok<IReadOnlyList<GitRepositoryView>>> ListAsync(
        GitFile file, GitLedger git, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        var views = new List<GitRepositoryView>();
        foreach (var repository in file.Repositories)
        {
            var state = await git.LoadAsync(repository.Name, cancellation);
            if (state.Wants.All(want => Caller.Of(context).May(Actions.View, want.Place)))
                views.Add(await ViewAsync(repository, git, ledger, cancellation));
        }

        return TypedResults.Ok<IReadOnlyList<GitRepositoryView>>(views);
    }

    private static async Task<Results<Accepted<GitRepositoryView>, JsonHttpResult<Problem>>> SyncAsync(
        string name, GitDesk desk, GitLedger git, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        if (desk.Find(name) is not { } repository)
            return Unknown(name);
        await git.AskAsync(name, Caller.Of(context).Actor, cancellation);
        return TypedResults.Accepted((string?)null, await ViewAsync(repository, git, ledger, cancellation));
    }

    private static async Task<Results<Accepted, JsonHttpResult<Problem>>> ReceiveAsync(
        string name, GitDesk desk, GitLedger git, HttpContext context, CancellationToken cancellation)
    {
        if (desk.Find(name) is not { Webhook: not null } repository)
            return Unknown(name);
        var buffer = new byte[MaxBodyBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxBodyBytes)
            return ApiProblems.Of(ProblemCodes.Invalid, $"the body is larger than {AccessOptions.MaxBodyBytes >> 20} MiB", status: StatusCodes.Status413PayloadTooLarge);
        var address = context.Connection.RemoteIpAddress?.ToString();
        if (await desk.RefuseAsync(repository, context.Request.Headers, buffer[..length], address, cancellation) is { } refusal)
            return ApiProblems.Of(ProblemCodes.Denied, $"the request {refusal}", status: StatusCodes.Status401Unauthorized);
        await git.AskAsync(name, new Actor(GitDesk.PrincipalOf(repository), address is null ? "hook" : $"hook {address}"), cancellation);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<GitRepositoryView> ViewAsync(GitRepository repository, GitLedger git, Ledger ledger, CancellationToken cancellation)
    {
        var state = await git.LoadAsync(repository.Name, cancellation);
        var wants = new List<GitWantView>();
        foreach (var want in state.Wants)
            wants.Add(GitViews.Of(want, await ledger.LoadEnvironmentAsync(want.Place, cancellation)));
        return GitViews.Of(repository, state, wants);
    }

    private static JsonHttpResult<Problem> Unknown(string name) =>
        ApiProblems.Of(ProblemCodes.NotFound, $"no repository '{name}' is followed; `slipway git status` lists those that are");
}
