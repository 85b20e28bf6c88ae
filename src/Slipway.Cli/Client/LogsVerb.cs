using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class LogsVerb : ClientVerb
{
    private readonly Option<string?> _slot = new("--slot") { Description = "Only this side: blue or green [default: both]", HelpName = "SIDE" };
    private readonly Option<int> _lines = new("--lines", "-n") { Description = "Of each instance", HelpName = "N", DefaultValueFactory = _ => 100 };

    public LogsVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "logs", "Print the last lines that the instances wrote", "slipway logs --slot green -n 20")
    {
        _slot.AcceptOnlyFromAmong("blue", "green");
        Options.Add(_slot);
        Options.Add(_lines);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var lines = await call.Client.GetAsync<IReadOnlyList<LogLineView>>(
            "api/v1/logs" + call.Query(("slot", call.Value(_slot)), ("lines", call.Value(_lines))), cancellation);
        call.Print(lines, (terminal, list) =>
        {
            foreach (var line in list)
                terminal.Out.WriteLine($"{line.Instance}  {line.Text}");
        });
        return ExitCodes.Done;
    }
}
