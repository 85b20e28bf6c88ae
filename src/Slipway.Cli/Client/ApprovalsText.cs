using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Approvals for people: the plan first, because that is what is approved.</summary>
internal static class ApprovalsText
{
    private const int ShortDigest = 12;
    private const string DigestPrefix = "sha256:";

    public static void Write(Terminal terminal, ApprovalsView view)
    {
        terminal.Out.WriteLine($"{view.Rollout}: {view.FromVersion ?? "nothing"} → {view.Version} in {view.App}/{view.Environment}, asked for by {view.StartedBy}{(view.Reason is null ? "" : $": {view.Reason}")}");
        terminal.Out.WriteLine($"plan {Short(view.PlanDigest)}");
        foreach (var step in view.Plan)
            terminal.Out.WriteLine($"  {step.Index + 1,2}  {step.Title}");
        foreach (var step in view.Steps)
            Write(terminal, step);
    }

    private static void Write(Terminal terminal, ApprovalStepView step)
    {
        var missing = step.Missing.Count == 0 ? "has all that it needs" : $"still needs {Listed(step.Missing)}";
        terminal.Out.WriteLine($"step {step.Step + 1} ({step.Status.ToString().ToLowerInvariant()}) asks for {Listed(step.Needs)}: {missing}");
        foreach (var given in step.Given)
        {
            terminal.Out.WriteLine($"  {given.By} ({string.Join(", ", given.Roles)}) {Listing.Time(terminal, given.At)}, until {Listing.Time(terminal, given.Until)}"
                + $"{(given.Comment is null ? "" : $": {given.Comment}")}{(given.Counts ? "" : "; does not count any more")}");
        }
    }

    private static string Listed(IReadOnlyList<RoleCountView> roles) => string.Join(" and ", roles.Select(r => $"{r.Count} of {r.Role}"));

    private static string Short(string digest) => digest.StartsWith(DigestPrefix, StringComparison.Ordinal) ? digest.Substring(DigestPrefix.Length, ShortDigest) : digest;
}
