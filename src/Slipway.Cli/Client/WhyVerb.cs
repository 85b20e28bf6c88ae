using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class WhyVerb : ClientVerb
{
    private readonly Argument<string?> _rollout = RolloutArgument.Create();

    public WhyVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "why", "Say what a rollout waits for, or why it ended as it did", "slipway why", "slipway why storefront.production.3") =>
        Arguments.Add(_rollout);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var id = await RolloutArgument.ResolveAsync(call, _rollout, cancellation);
        var view = await call.Client.GetAsync<RolloutView>($"api/v1/rollouts/{Uri.EscapeDataString(id)}", cancellation);
        call.Print(view, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, RolloutView view)
    {
        terminal.Out.WriteLine($"{view.App}/{view.Environment} {view.Version}: {view.Phase.Label()}. {view.Summary}");
        foreach (var line in Reasons(terminal, view, terminal.Time.GetUtcNow()))
            terminal.Out.WriteLine(line);
    }

    private static IEnumerable<string> Reasons(Terminal terminal, RolloutView view, DateTimeOffset now)
    {
        foreach (var blocker in view.Blockers)
        {
            yield return $"gate {blocker.Gate}: {blocker.Sentence}";
            yield return $"  who: {blocker.Who ?? "nobody has to do anything"}; earliest: {(blocker.Earliest is { } at ? $"{Listing.Time(terminal, at)}{Left(at, now)}" : "when they do")}";
        }

        if (view.Blockers.Count == 0 && view.WaitingFor is { } waiting)
            yield return $"waits: {waiting.Sentence}{(waiting.Who is { } who ? $" ({who})" : "")}{Left(waiting.Until, now)}";
        foreach (var step in view.Steps.Where(s => s.Status is StepStatus.Running or StepStatus.Waiting or StepStatus.Failed))
        {
            yield return $"step {step.Index + 1} of {view.Steps.Count} {step.Status.ToString().ToLowerInvariant()}: {step.Title}"
                + $"{(step.Detail is { Length: > 0 } detail ? $": {detail}" : "")}{(step.Status == StepStatus.Failed ? "" : Left(step.Deadline, now))}";
        }

        if (view.Cause is { } cause)
            yield return $"cause: {cause.Sentence}";
        foreach (var finding in view.Cause?.Evidence ?? view.Verdict?.Findings ?? [])
            yield return $"  {finding.Sentence}";
    }

    private static string Left(DateTimeOffset? until, DateTimeOffset now) => until > now ? $", {DurationText.Short(until.Value - now)} left" : "";
}
