using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>A verb that tells a live rollout what to do.</summary>
internal abstract class CommandVerb : ClientVerb
{
    private readonly Argument<string?> _rollout = RolloutArgument.Create();
    private readonly Option<string?> _reason = ReasonOption.Create();
    private readonly FollowOptions _follow = new();

    protected CommandVerb(Terminal terminal, GlobalOptions globals, string name, string description, params IReadOnlyList<string> examples)
        : base(terminal, globals, name, description, examples)
    {
        Arguments.Add(_rollout);
        Options.Add(_reason);
        _follow.AddTo(this);
    }

    /// <summary>True when a rollout that was taken back is what this verb asked for.</summary>
    protected virtual bool WantsRollback => false;

    protected virtual bool? Full(ClientCall call) => null;

    protected virtual bool? OverrideBudget(ClientCall call) => null;

    /// <summary>Where it is something else than a rollout that the verb is about: does it. Null: it is not.</summary>
    protected virtual Task<int?> InsteadAsync(ClientCall call, string? named, string? reason, CancellationToken cancellation) => Task.FromResult<int?>(null);

    protected sealed override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        if (await InsteadAsync(call, call.Value(_rollout), call.Value(_reason), cancellation) is { } done)
            return done;
        var id = await RolloutArgument.ResolveAsync(call, _rollout, cancellation);
        var request = new CommandRequest { Reason = call.Value(_reason), Full = Full(call), OverrideBudget = OverrideBudget(call) };
        var view = await call.Client.PostAsync<CommandRequest, RolloutView>(
            $"api/v1/rollouts/{Uri.EscapeDataString(id)}/{Name}", request, cancellation);
        return await new Started(call, new FollowSession(call, _follow)).FinishAsync(view, WantsRollback, cancellation);
    }
}
