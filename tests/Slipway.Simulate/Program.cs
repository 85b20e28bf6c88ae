using Slipway.Simulate;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, interrupt) =>
{
    // The first Ctrl-C ends the campaign with its report; the second ends this program.
    interrupt.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

var options = SimulateOptions.Parse(args, out var fault);
if (options is null)
{
    Console.Error.WriteLine(fault);
    Console.Error.WriteLine(SimulateOptions.Usage);
    return 2;
}

if (options.Seed is { } seed)
    return Replay.Run(options, seed, Console.Out) ? 0 : 1;
var report = Campaign.Run(options, TimeProvider.System, Console.Error, stop.Token);
ReportText.Write(report, Console.Out);
if (options.Report is { } file)
    await ReportFile.WriteAsync(report, file);
return report.Failures.Count == 0 && report.Mutations.All(m => m.Seeds is not null) ? 0 : 1;
