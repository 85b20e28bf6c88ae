using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>Deploys what was promoted below to the environments whose spec says <c>promotion.auto</c>, each promotion once.</summary>
public sealed class PromotionFollower(Ledger ledger, Places places, RolloutService rollouts)
{
    /// <summary>Who deploys it, for the record.</summary>
    public const string Actor = "promotion";

    /// <summary>The environments to which releases come by themselves.</summary>
    public async Task<IReadOnlyList<Place>> FollowingAsync(CancellationToken cancellation) =>
        [.. (await places.AllAsync(cancellation)).Where(place => place.Environment.Promotion is { Auto: true })];

    /// <summary>Whether something may have to come there after something happened in these environments.</summary>
    public static bool IsConcerned(Place place, IReadOnlySet<EnvironmentKey> changed) =>
        changed.Contains(place.Key) || place.Environment.Promotion!.After.Any(below => changed.Contains(new EnvironmentKey(place.Key.App, below)));

    /// <param name="following">Of <see cref="FollowingAsync"/>.</param>
    /// <exception cref="PortUnavailableException">One of them cannot be looked at now; the others were.</exception>
    public async Task FollowAsync(IEnumerable<Place> following, CancellationToken cancellation)
    {
        PortUnavailableException? fault = null;
        foreach (var place in following)
        {
            try
            {
                await FollowAsync(place, cancellation);
            }
            catch (PortUnavailableException e)
            {
                fault = e;
            }
        }

        if (fault is not null)
            throw new PortUnavailableException(fault.Message, inner: fault);
    }

    private async Task FollowAsync(Place place, CancellationToken cancellation)
    {
        var below = new List<KeyValuePair<string, EnvironmentState>>();
        foreach (var name in place.Environment.Promotion!.After)
            below.Add(new(name, await ledger.LoadEnvironmentAsync(new EnvironmentKey(place.Key.App, name), cancellation)));
        var here = await ledger.LoadEnvironmentAsync(place.Key, cancellation);
        if (AutoPromotion.Decide(place.Environment.Promotion, below, here) is not { } auto)
            return;
        var outcome = await rollouts.DeployAsync(
            new Request.Deploy(
                place.Key.App, place.Key.Environment, auto.Release.Version.ToString(), Supersede: false,
                $"{auto.Promotion.Rollout} was promoted in {auto.Promotion.Environment}", Actor)
            {
                Follows = auto.Promotion,
            },
            cancellation);
        if (outcome.Refusal is { } refusal)
            await SayAsync(place, here, auto, refusal, cancellation);
    }

    /// <summary>Once for each thing that stands in the way: who asks why nothing comes shall find it.</summary>
    private async Task SayAsync(Place place, EnvironmentState here, AutoPromotion auto, Refusal refusal, CancellationToken cancellation)
    {
        // Somebody brings it by hand. Should they think better of it, it does not come behind their back.
        var isBrought = refusal.Rollout is { } id && id == here.Live
            && await ledger.LoadAsync(id, cancellation) is { } rollout && PromotionGate.IsSame(rollout.Plan.Release, auto.Release);
        var said = here.NotPromoted;
        if (!isBrought && said?.Promotion == auto.Promotion && said.Rollout == refusal.Rollout)
            return;
        try
        {
            await ledger.RecordAsync(place.Key, here, new NotPromoted(auto.Promotion, refusal.Message, refusal.Rollout, isBrought), Actor, cancellation);
        }
        catch (StreamConflictException)
        {
            // The environment changed meanwhile: it is looked at again.
        }
    }
}
