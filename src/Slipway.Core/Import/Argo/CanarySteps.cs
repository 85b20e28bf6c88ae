using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Import.Argo;

/// <summary>Goes through the steps of a canary: weights, and how long each is held.</summary>
/// <param name="whole">What counts as all of the traffic; may not be there: 100.</param>
internal sealed class CanarySteps(EnvironmentDraft environment, RouterDraft router, SourceField whole)
{
    private const decimal Full = 100;

    /// <summary>How finely Slipway's weights can be told apart.</summary>
    private const int Decimals = 2;

    private readonly List<decimal> _weights = [];
    private readonly Dictionary<decimal, TimeSpan> _held = [];

    private decimal Weight => _weights.Count == 0 ? 0 : _weights[^1];

    public void Take(IReadOnlyList<SourceField> steps)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            if (step.Has("setWeight"))
                SetWeight(step["setWeight"]);
            else if (step["pause"].Node is not null)
                Pause(step["pause"], goesOn: steps.Skip(index + 1).Any(later => later.Has("setWeight")));
            else if (step.Has("setHeaderRoute"))
                HeaderRoute(step["setHeaderRoute"]);
            else if (step.Has("setMirrorRoute"))
                MirrorRoute(step["setMirrorRoute"]);
        }
    }

    /// <summary>The keys <c>weights</c> and <c>observe</c>.</summary>
    public DraftMap ToKeys(SourceField steps)
    {
        if (Weight < Full)
            _weights.Add(Full);
        var observe = _held.Count == 0 ? environment.Observe : _held.Values.Max();
        environment.Observe = observe;
        if (_held.Count == 0)
            Note(steps, $"has no pauses with a duration; Slipway watches the new version at each weight, {SpecDuration.Format(observe)} unless you say otherwise.", "Say how long, by 'observe'.");
        else if (_weights.Where(w => w < Full).Any(w => _held.GetValueOrDefault(w) != observe))
            Note(steps, $"has pauses that differ ({string.Join(", ", _weights.Where(w => w < Full).Select(w => $"{Percent(w)} {SpecDuration.Format(_held.GetValueOrDefault(w))}"))}); Slipway watches for one time at each weight, so the longest is taken.", $"Say whether {SpecDuration.Format(observe)} at each of {_weights.Count} weights is right.");
        return new DraftMap()
            .Value("weights", $"[{string.Join(", ", _weights.Select(Percent))}]", steps)
            .Duration("observe", observe, steps);
    }

    private static string Percent(decimal weight) => SpecPercent.Format(weight);

    private void SetWeight(SourceField field)
    {
        if (field.Whole is not { } number)
            return;
        var exact = number * Full / Math.Max(whole.Whole ?? 100, 1);
        var weight = router.Features.Weights == Weighting.Fine ? Math.Round(exact, Decimals) : Math.Max(Math.Round(exact), exact > 0 ? 1 : 0);
        if (weight != exact)
            field.Tell($"is {exact:0.####}%; {router.Kind} splits as finely as {Percent(weight)}.", null, environment.At("strategy.canary.weights"));
        if (weight > Full)
            field.Fail($"is more than all of the traffic ({whole.Whole ?? 100})", "write a smaller weight, or raise maxTrafficWeight");
        else if (weight == 0 && _weights.Count == 0)
            return;
        else if (weight <= Weight)
            field.Tell($"does not rise above the {Percent(Weight)} before it: weights of Slipway only rise, so it is left out.", "Look whether a smaller share was meant to come back.", environment.At("strategy.canary.weights"));
        else
            _weights.Add(weight);
    }

    /// <param name="goesOn">Whether a weight comes after it.</param>
    private void Pause(SourceField pause, bool goesOn)
    {
        var duration = pause["duration"];
        if (duration.Exists)
        {
            if (duration.Duration is not { } time || time == TimeSpan.Zero)
                return;
            if (_weights.Count == 0)
                environment.Wait(time, "shift", duration);
            else
                _held[Weight] = _held.GetValueOrDefault(Weight) + time;
            return;
        }

        if (_weights.Count == 0)
        {
            environment.Confirm("May the new version get its first requests?", "shift", pause);
            return;
        }

        environment.Confirm($"Did the new version do well, from {Percent(Weight)} on?", "promote", pause);
        if (goesOn)
        {
            pause.Tell(
                $"waits at {Percent(Weight)} for a person. Slipway asks before the first request or before the promotion, not at a weight between: here it is before the promotion.",
                $"Say whether judges may lead the version from {Percent(Weight)} to 100%, with a person at the end; or ask before the first request ('before: shift').", environment.At("gates"));
        }
    }

    private void HeaderRoute(SourceField route)
    {
        var matches = route["match"].Items;
        route["name"].Skip();
        if (matches.Count == 0)
        {
            route.Skip();
            return;
        }

        var (name, value) = (matches[0]["headerName"], matches[0]["headerValue"]["exact"]);
        if (!router.Features.Header || matches.Count > 1 || name.Text is null || value.Text is null)
        {
            route.Tell($"has no equal: {(router.Features.Header ? "a match is one header with an exact value" : $"{router.Kind} matches no headers")}.", "Choose one header and value ('match'), or do without.", environment.At(router.At("match")));
            return;
        }

        router.Keys.Value("match", $"{{ header: {Specs.Schema.YamlWord.Of(name.Text)}, value: {Specs.Schema.YamlWord.Of(value.Text)} }}", route);
        route.Tell("holds all through the rollout, not from this step on.", null, environment.At(router.At("match")));
    }

    private void MirrorRoute(SourceField route)
    {
        route["name"].Skip();
        if (!route.Has("percentage", "match"))
            return;
        if (!router.Features.Mirror)
        {
            route.Tell($"has no equal: {router.Kind} does not mirror.", null, environment.At("traffic"));
            return;
        }

        var share = route["percentage"].Whole ?? 100;
        router.Keys.Value("mirror", $"{(router.Kind == GatewayApiSpec.Kind && share > 0 ? 100 : share)}%", route);
        route.Tell("holds all through the rollout and for all requests, whatever their method, path and headers.", "Say whether every request may come twice.", environment.At(router.At("mirror")));
    }

    private void Note(SourceField steps, string here, string decide) =>
        steps.Ledger.Tell(new ImportNote(steps.File, steps.Position.Line, steps.Path, steps.Shown, here, decide, environment.At("strategy.canary.observe")));
}
