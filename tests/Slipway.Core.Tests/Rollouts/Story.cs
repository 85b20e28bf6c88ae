using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Tests.Rollouts;

/// <summary>A rollout as its events tell it, on a clock that the test moves. Every event is held against the invariants.</summary>
internal sealed class Story
{
    public Story(Plan plan)
        : this(plan, new RolloutPlanned(plan, plan.ComputeDigest(), null, null))
    {
    }

    public Story(Plan plan, RolloutPlanned planned) => State = Fold.Begin("shop.production.1", planned with { Plan = plan }, Now, "alice");

    public RolloutState State { get; private set; }

    public DateTimeOffset Now { get; private set; } = Samples.Start;

    public Decision Next => Machine.Next(State, Now);

    public List<EnvironmentEvent> Environment { get; } = [];

    public Story After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Story Tell(RolloutEvent e)
    {
        var after = Fold.Apply(State, e, Now);
        if (Invariants.Violations(State, e, after, Now).FirstOrDefault() is { } violation)
            throw new InvalidOperationException(violation);
        Environment.AddRange(EnvironmentEvents.Of(State, e));
        State = after;
        return this;
    }

    public Story Tell(Command command) => Tell(Commands.Decide(State, command).Event ?? throw new InvalidOperationException("refused"));

    public Story Split(Weight candidate) => Tell(new WeightsObserved(TrafficSplit.With(State.Plan.Slot, candidate)));

    public Story Seen(Slot slot, int wanted, int ready) => Tell(new WorkloadObserved(slot, wanted, ready, wanted, null, null));

    /// <summary>Runs the effect that the machine wants now, with this end.</summary>
    public Story Run(EffectOutcome outcome = EffectOutcome.Done, Evaluation? verdict = null)
    {
        var effect = ((Decision.Run)Next).Effect;
        var (slot, replicas, split) = effect switch
        {
            ApplyWorkload apply => (apply.Slot, apply.Replicas, null),
            SetWeights set => ((Slot?)null, (int?)null, (TrafficSplit?)set.Split),
            TakeVerdict => (null, null, null),
            _ => (null, null, null),
        };
        Tell(new EffectStarted(effect.Key, effect.GetType().Name, (State.Effect?.Key == effect.Key ? State.Effect.Attempts : 0) + 1, 1, slot, replicas, split));
        return Tell(new EffectEnded(effect.Key, outcome, outcome == EffectOutcome.Done ? null : "because", effect is TakeVerdict ? verdict ?? Evaluation.Of([]) : null));
    }

    /// <summary>Goes on in a world where everything works, until a step of type <typeparamref name="T"/> is the current one.</summary>
    public Story Until<T>(Func<T, bool>? which = null)
    {
        for (var turns = 0; State.CurrentStep is not T step || State.Phase == RolloutPhase.Planned || which?.Invoke(step) == false; turns++)
        {
            if (turns > 500)
                throw new InvalidOperationException($"never came to {typeof(T).Name}: {State.Phase}, {State.CurrentStep}");
            Turn();
        }

        return this;
    }

    /// <summary>Goes on in a world where everything works, to the end.</summary>
    public Story ToTheEnd()
    {
        for (var turns = 0; State.IsLive; turns++)
        {
            if (turns > 500)
                throw new InvalidOperationException($"never ended: {State.Phase}, {State.CurrentStep}");
            Turn();
        }

        return this;
    }

    private void Turn()
    {
        switch (Next)
        {
            case Decision.Record record:
                Tell(record.Event);
                break;
            case Decision.Run:
                Run();
                break;
            case Decision.Wait wait:
                Look(wait);
                break;
        }
    }

    private void Look(Decision.Wait wait)
    {
        if (wait.Watch.HasFlag(Watch.Weights) && State.ObservedAt is null)
            Tell(new WeightsObserved(State.WantedSplit ?? State.Plan.Split));
        else if (wait.Watch.HasFlag(Watch.Budget) && State.BudgetAt is null)
            Tell(new BudgetSeen(new BudgetReading(false, 1, "all of it is left")));
        else if (Slots.All.FirstOrDefault(s => !State.Workloads[s].IsCurrent && Wanted(s) is not null, (Slot)(-1)) is var slot && (int)slot >= 0)
            Seen(slot, Wanted(slot)!.Value, Wanted(slot)!.Value);
        else if (State.Phase == RolloutPhase.Waiting)
            Tell(new Command.Promote(Full: false, null));
        else
            After((wait.Until ?? throw new InvalidOperationException(wait.For)) - Now);
    }

    private int? Wanted(Slot slot) => State.CurrentStep switch
    {
        Core.Planning.Steps.ProvisionStep p when p.Slot == slot => p.Replicas,
        Core.Planning.Steps.RetireStep r when r.Slot == slot => r.Replicas,
        _ => null,
    };
}
