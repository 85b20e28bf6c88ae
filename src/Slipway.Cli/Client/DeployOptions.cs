using System.CommandLine;
using Slipway.Contracts.Requests;

namespace Slipway.Cli.Client;

/// <summary>How and when a deployment may begin, and what it was built from.</summary>
internal sealed class DeployOptions
{
    private const int DefaultEmergencyMinutes = 60;

    private readonly Option<bool> _manual = new("--manual") { Description = "You stand by: windows that permit it are open" };
    private readonly Option<string?> _at = InstantOption.Create("--at", "Not before this instant; it can be approved earlier [default: at once]");
    private readonly Option<string?> _commit = new("--commit") { Description = "The commit that it was built from", HelpName = "SHA" };
    private readonly Option<string?> _branch = new("--branch") { Description = "The branch that it was built from", HelpName = "NAME" };
    private readonly Option<bool> _emergency = new("--emergency") { Description = "Past approvals and windows; needs --reason and the permission, and has to be reviewed afterwards" };
    private readonly Option<string?> _for = new("--for") { Description = "How long the emergency lasts, up to 24h [default: 1h]", HelpName = "DURATION" };

    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_manual, _at, _commit, _branch, _emergency, _for])
            verb.Options.Add(option);
    }

    public DeployRequest Fill(ClientCall call, DeployRequest request) => request with
    {
        Manual = call.Value(_manual),
        At = InstantOption.Read(call.Parsed, _at),
        Commit = call.Value(_commit),
        Branch = call.Value(_branch),
        EmergencyMinutes = call.Value(_emergency) ? MinutesOption.Read(call.Parsed, _for) ?? DefaultEmergencyMinutes : null,
    };
}
