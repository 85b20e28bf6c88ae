using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Import.Flagger;

/// <summary>Strategy, rules and gates from the analysis of a Canary.</summary>
internal static class CanaryAnalysis
{
    private const int Full = 100;

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    public static void Convert(SourceField analysis, RouterDraft router, EnvironmentDraft environment, SourceObjects objects)
    {
        var interval = analysis["interval"].Duration ?? DefaultInterval;
        var iterations = analysis["iterations"];
        if (iterations.Whole is > 0)
            Iterations(analysis, interval, router, environment);
        else
            Weights(analysis, interval, router, environment);
        Mirror(analysis, router, environment);
        CanaryMetrics.Convert(analysis["metrics"], interval * Math.Max(analysis["threshold"].Whole ?? 1, 1), environment, objects);
        if (analysis["threshold"] is { Exists: true } threshold && analysis.Has("metrics"))
            threshold.Tell("counts failed looks over the whole rollout; a rule asks that its limit was exceeded all of 'for', interval × threshold, and no longer than a weight is observed.", "Shorten 'for' where a short failure shall count.", environment.At("analysis"));
        CanaryWebhooks.Convert(analysis["webhooks"], environment);
    }

    private static void Weights(SourceField analysis, TimeSpan interval, RouterDraft router, EnvironmentDraft environment)
    {
        var (step, most, listed) = (analysis["stepWeight"], analysis["maxWeight"], analysis["stepWeights"]);
        var end = Math.Min(most.Whole ?? Full, Full);
        var weights = listed.Items.Select(item => item.Whole ?? 0).ToList();
        if (weights.Count == 0 && step.Whole is > 0 and var size)
            weights = [.. Enumerable.Range(1, end / size).Select(n => n * size)];
        var rising = new List<int>();
        foreach (var weight in weights.Where(w => w < Full))
        {
            if (weight > rising.LastOrDefault())
                rising.Add(weight);
        }

        if (listed.Exists && rising.Count < weights.Count(w => w != Full))
            listed.Tell("has weights that do not rise; they are left out.", "Look whether the weights are what was meant.", environment.At("strategy.canary.weights"));
        var from = listed.Exists ? listed : step;
        if (rising.Count > 0 && end < Full)
            most.Tell($"was followed by a copy of the new version over the old one, at no share of its own; here it is promoted by the weight 100%, watched as the others.", null, environment.At("strategy.canary.weights"));
        environment.Observe = interval;
        environment.Strategy.Map("canary", new DraftMap()
            .Value("weights", $"[{string.Join(", ", rising.Append(Full).Select(w => $"{w}%"))}]", from)
            .Duration("observe", interval, analysis["interval"]), analysis);
        if (analysis["match"] is { Exists: true } match)
            Match(match, router, environment);
    }

    /// <summary>Without weights: A/B with a match, blue-green without one.</summary>
    private static void Iterations(SourceField analysis, TimeSpan interval, RouterDraft router, EnvironmentDraft environment)
    {
        var (iterations, match) = (analysis["iterations"], analysis["match"]);
        var time = interval * iterations.Whole!.Value;
        var isTest = match.Exists;
        foreach (var ignored in (ReadOnlySpan<SourceField>)[analysis["stepWeight"], analysis["maxWeight"], analysis["stepWeights"]])
        {
            if (ignored.Exists)
                ignored.Tell("is not used by Flagger either, where there are iterations.", null, environment.At("strategy"));
        }

        environment.Observe = isTest ? interval : time;
        environment.Strategy.Map("blueGreen", new DraftMap()
            .Duration("observe", environment.Observe, iterations), iterations);
        if (isTest)
        {
            Match(match, router, environment);
            environment.Wait(time, "shift", iterations);
            iterations.Tell("is a test on the requests that match, before all others come. Slipway waits as long before the switch, and judges from the switch on.", "Say whether that is enough, or use a canary with a small first weight, which judges know how to compare.", environment.At("strategy.blueGreen"));
        }
        else
        {
            iterations.Tell("looks before the switch, at requests of a load test. Slipway's checks look before it, and its judges as long after it, at the users' own requests; the old version stays warm.", "Write as 'checks' what has to be true before the switch.", environment.At("strategy.blueGreen"));
        }
    }

    private static void Match(SourceField match, RouterDraft router, EnvironmentDraft environment)
    {
        foreach (var condition in match.Items)
        {
            foreach (var (name, header) in condition["headers"].Entries)
            {
                var exact = header["exact"].Text;
                var isCookie = name.Equals("cookie", StringComparison.OrdinalIgnoreCase);
                if (exact is not null && isCookie && router.Features.Cookie && !router.Keys.Has("cookie"))
                    router.Keys.Text("cookie", exact, header);
                else if (exact is not null && !isCookie && router.Features.Header && !router.Keys.Has("match"))
                    router.Keys.Value("match", $"{{ header: {YamlWord.Of(name)}, value: {YamlWord.Of(exact)} }}", header);
                else
                    header.Tell($"has no equal: {(router.Features.Header ? "a match is one header with an exact value" : $"{router.Kind} matches no headers")}.", "Give those who test one header and value ('match').", environment.At(router.At("match")));
            }

            foreach (var (key, other) in condition.Entries.Where(e => e.Key != "headers"))
                other.Tell($"has no equal: {key} matches nothing.", "Give those who test one header and value ('match').", environment.At(router.At("match")));
        }
    }

    private static void Mirror(SourceField analysis, RouterDraft router, EnvironmentDraft environment)
    {
        var (mirror, share) = (analysis["mirror"], analysis["mirrorWeight"]);
        if (mirror.Flag != true)
            return;
        var percent = share.Whole is > 0 and var asked ? asked : Full;
        if (!router.Features.Mirror)
            mirror.Tell($"has no equal: {router.Kind} does not mirror.", null, environment.At("traffic"));
        else
            router.Keys.Value("mirror", $"{(router.Kind == GatewayApiSpec.Kind ? Full : percent)}%", mirror);
        if (router.Features.Mirror)
            mirror.Tell("was a stage before the first weight; here requests are mirrored all through the rollout.", "Say whether every request may come twice, for so long.", environment.At(router.At("mirror")));
    }
}
