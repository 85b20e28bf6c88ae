using System.Runtime.InteropServices;
using Slipway.Core.Values;
using Slipway.Local.Gateway;

// The arguments of `slipway gateway`: --server URL --app A --environment E --data DIR [--listen ADDRESS] [--replace].
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
var options = new GatewayOptions
{
    Servers = [new Uri(Option("--server")!)],
    Environment = new EnvironmentKey(Option("--app")!, Option("--environment")!),
    DataDirectory = Option("--data")!,
    Listen = Option("--listen"),
    Replace = args.Contains("--replace"),
    Chance = new Random(1),
    Log = Console.Out.WriteLine,
};
return await GatewayProgram.RunAsync(options, stop.Token);
