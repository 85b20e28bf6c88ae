using Slipway.Cli.Client.Api;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Health;

namespace Slipway.Cli.Client;

internal sealed class DoctorVerb(Terminal terminal, GlobalOptions globals) : ClientVerb(
    terminal, globals, "doctor", "Look whether everything is in order here and at the server, and say what to do", "slipway doctor")
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var checks = await ChecksAsync(call, cancellation);
        call.Print(checks, Write);
        return checks.Any(c => c.Status == DoctorStatus.Fail) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static async Task<IReadOnlyList<DoctorCheckView>> ChecksAsync(ClientCall call, CancellationToken cancellation)
    {
        var address = call.Client.Address;
        try
        {
            var health = await call.Client.GetAsync<HealthView>("health", cancellation);
            var server = await call.Client.GetAsync<IReadOnlyList<DoctorCheckView>>("api/v1/doctor", cancellation);
            return
            [
                new("server", DoctorStatus.Ok, $"answers at {address.Url} (from {address.Source})", null),
                Version(health.Version),
                Clock(health.Timestamp - call.Terminal.Time.GetUtcNow()),
                .. server,
            ];
        }
        catch (ServerGoneException gone)
        {
            return [new("server", DoctorStatus.Fail, gone.Message, $"start it: slipway serve; or set --server or {ServerAddress.Variable}")];
        }
    }

    private static DoctorCheckView Version(string server) =>
        server == ProgramVersion.Text
            ? new("version", DoctorStatus.Ok, $"{server}, the same here and there", null)
            : new("version", DoctorStatus.Warn, $"the server is {server}, this program {ProgramVersion.Text}", "use the same version on both sides");

    private static DoctorCheckView Clock(TimeSpan difference) =>
        difference.Duration() <= ClockTolerance
            ? new("clock", DoctorStatus.Ok, "this machine and the server agree", null)
            : new("clock", DoctorStatus.Warn, $"the server's clock differs by {DurationText.Short(difference.Duration())}", "let both follow the same time server");

    private static void Write(Terminal terminal, IReadOnlyList<DoctorCheckView> checks)
    {
        foreach (var check in checks)
        {
            terminal.Out.WriteLine($"{check.Status.ToString().ToLowerInvariant(),-5} {check.Name}: {check.Detail}");
            if (check.Remedy is { } remedy)
                terminal.Out.WriteLine($"      {remedy}");
        }
    }
}
