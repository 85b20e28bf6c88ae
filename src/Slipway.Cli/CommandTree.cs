using System.CommandLine;
using System.CommandLine.Help;
using Slipway.Cli.Analyze;
using Slipway.Cli.Audit;
using Slipway.Cli.Client;
using Slipway.Cli.Client.Access;
using Slipway.Cli.Client.Git;
using Slipway.Cli.Client.Trains;
using Slipway.Cli.Help;
using Slipway.Cli.Hosting;
using Slipway.Cli.Import;
using Slipway.Cli.Offline;
using Slipway.Cli.Upkeep;

namespace Slipway.Cli;

/// <summary>All verbs.</summary>
internal static class CommandTree
{
    private const int WidestHelp = 100;

    public static Command Build(Terminal terminal)
    {
        var globals = new GlobalOptions();
        var root = new Command("slipway", "Bring new versions of a service to production without downtime, and take them back when they are worse.");
        foreach (var option in globals.All)
            root.Options.Add(option);
        foreach (var verb in Verbs(terminal, globals))
        {
            foreach (var client in verb.Subcommands.Append(verb).OfType<ClientVerb>())
                client.AddGlobals();
            root.Subcommands.Add(verb);
        }

        var help = new HelpOption();
        var action = new VerbHelpAction((HelpAction)help.Action!, Math.Min(terminal.Width, WidestHelp));
        help.Action = action;
        root.Options.Add(help);
        root.Options.Add(new VersionOption());
        root.SetAction(parsed =>
        {
            action.Invoke(parsed);
            return Contracts.ExitCodes.Invalid;
        });
        return root;
    }

    private static IEnumerable<Verb> Verbs(Terminal terminal, GlobalOptions globals) =>
    [
        new ServeVerb(terminal),
        new DeployVerb(terminal, globals),
        new StatusVerb(terminal, globals),
        new PromoteVerb(terminal, globals),
        new PauseVerb(terminal, globals),
        new ResumeVerb(terminal, globals),
        new StopVerb(terminal, globals),
        new AbortVerb(terminal, globals),
        new RetryVerb(terminal, globals),
        new RollbackVerb(terminal, globals),
        new PromoteToVerb(terminal, globals),
        ApproveVerb.Approve(terminal, globals),
        ApproveVerb.Reject(terminal, globals),
        ApproveVerb.Withdraw(terminal, globals),
        new ApprovalsVerb(terminal, globals),
        new OverrideVerb(terminal, globals),
        HoldVerb.Hold(terminal, globals),
        HoldVerb.Lift(terminal, globals),
        new ReviewVerb(terminal, globals),
        new VerbGroup(
            terminal, "freeze", "Stop all changes over a scope, now or planned", new FreezeSetVerb(terminal, globals), new FreezeListVerb(terminal, globals), new FreezeLiftVerb(terminal, globals)),
        new VerbGroup(
            terminal, "release", "Release several apps together, in waves; taken back as one", new ReleaseStartVerb(terminal, globals), new ReleaseStatusVerb(terminal, globals),
            new ReleaseAbortVerb(terminal, globals), new ReleaseListVerb(terminal, globals)),
        new ChecklistVerb(terminal, globals),
        new SwitchTrafficVerb(terminal, globals),
        new HealthCheckVerb(terminal, globals),
        new PlanVerb(terminal, globals, question => OfflinePlan.Make(terminal, question)),
        new WhyVerb(terminal, globals),
        new WhatIfVerb(terminal, globals),
        new HistoryVerb(terminal, globals),
        new ReleasesVerb(terminal, globals),
        new EventsVerb(terminal, globals),
        new LogsVerb(terminal, globals),
        new ServersVerb(terminal, globals),
        new DoctorVerb(terminal, globals),
        new NoticesVerb(terminal, globals, new NoticesRetryVerb(terminal, globals), new NoticesCheckVerb(terminal)),
        new VerbGroup(terminal, "git", "Follow Git repositories", new GitStatusVerb(terminal, globals), new GitSyncVerb(terminal, globals), new GitCheckVerb(terminal)),
        new InitVerb(terminal),
        new ImportVerb(terminal),
        new ValidateVerb(terminal),
        new SimulateVerb(terminal),
        new AnalyzeVerb(terminal, globals),
        new SchemaVerb(terminal),
        new InstallVerb(terminal),
        new VerbGroup(terminal, "windows", "Ask when rollouts may run", new WindowsCheckVerb(terminal)),
        new GatewayVerb(terminal),
        new VerbGroup(terminal, "store", "Work on the store itself: rebuild, prune, copy", new RebuildVerb(terminal), new PruneVerb(terminal), new CopyVerb(terminal)),
        new VerbGroup(
            terminal, "access", "Ask who may do what",
            new AccessCheckVerb(terminal, globals, question => OfflineAccess.Decide(terminal, question)), new AccessExplainVerb(terminal, globals)),
        new VerbGroup(
            terminal, "token", "Hand out and revoke tokens",
            new TokenCreateVerb(terminal, globals), new TokenListVerb(terminal, globals), new TokenRevokeVerb(terminal, globals)),
        new WhoAmIVerb(terminal, globals),
        new VerbGroup(terminal, "audit", "Prove that the record is as it was written", new VerifyVerb(terminal), new CheckpointVerb(terminal), new ExportVerb(terminal), new KeyVerb(terminal)),
        new EvidenceVerb(terminal),
    ];
}
