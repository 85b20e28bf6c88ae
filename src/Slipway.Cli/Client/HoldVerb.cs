using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Hold a version, or lift that.</summary>
internal sealed class HoldVerb : ClientVerb
{
    private readonly Argument<string> _version = new("version") { Description = "The version", HelpName = "VERSION" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the record", HelpName = "TEXT", Required = true };
    private readonly string _path;

    private HoldVerb(Terminal terminal, GlobalOptions globals, string path, string name, string description, string example)
        : base(terminal, globals, name, description, example)
    {
        _path = path;
        Arguments.Add(_version);
        Options.Add(_reason);
    }

    public static HoldVerb Hold(Terminal terminal, GlobalOptions globals) => new(
        terminal, globals, "api/v1/holds", "hold", "Keep a version from an environment until it is lifted",
        "slipway hold 2.1.0 --env production --reason \"the migration is not reviewed\"");

    public static HoldVerb Lift(Terminal terminal, GlobalOptions globals) => new(
        terminal, globals, "api/v1/holds/lift", "lift", "Let a version come again that was held, or rolled back",
        "slipway lift 2.1.0 --env production --reason \"it was the database, not the version\"");

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new HoldRequest { App = call.App, Environment = call.Environment, Version = call.Value(_version)!, Reason = call.Value(_reason)! };
        var holds = await call.Client.PostAsync<HoldRequest, IReadOnlyList<HoldView>>(_path, request, cancellation);
        call.Print(holds, (terminal, all) =>
        {
            if (all.Count == 0)
                terminal.Out.WriteLine("no version is held there");
            else
                Listing.Write(terminal, ["where", "version", "reason", "rollout"], all.Select(h => (IReadOnlyList<string>)[$"{h.App}/{h.Environment}", h.Version, h.Reason, h.Rollout ?? "–"]));
        });
        return ExitCodes.Done;
    }
}
