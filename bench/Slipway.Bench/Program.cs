using System.Runtime.InteropServices;
using Slipway.Bench;
using Slipway.Bench.Audit;
using Slipway.Bench.Chaos;
using Slipway.Bench.Demo;
using Slipway.Bench.Engine;
using Slipway.Bench.Gateway;
using Slipway.Bench.Judge;
using Slipway.Bench.Kubernetes;
using Slipway.Bench.Recover;
using Slipway.Bench.Results;
using Slipway.Bench.Soak;
using Slipway.Bench.Startup;
using Slipway.Bench.Takeover;
using Spectre.Console;

IReadOnlyList<IBenchmark> benchmarks = [new StartupBench(), new RecoverBench(), new TakeoverBench(), new GatewayBench(), new EngineBench(), new AuditBench()];
const string All = "all";

// A pod of the benchmark of switches: its signals are its own.
if (args is [ShopProgram.Command])
    return await ShopProgram.RunAsync();

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, interrupt) =>
{
    // The first Ctrl-C ends what was started; the second ends this program.
    interrupt.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

// As a service manager, or the end of a job in CI, asks for it.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
});

try
{
    if (args is [EngineHost.Command, var order])
        return await EngineHost.RunAsync(order, stop.Token);
    var options = BenchOptions.Parse(args);
    var context = new BenchContext(options.Root, options.Runs, TimeProvider.System, Screen());
    if (options.Name == "demo")
    {
        var report = await new DemoRun(context).RunAsync(options.Report, stop.Token);
        return report.Failed == 0 ? 0 : 1;
    }

    if (options.Name == "chaos")
        return await new ChaosBench(context).RunAsync(options, stop.Token);

    if (options.Name == JudgeBench.Word)
        return await JudgeBench.RunAsync(context, options, stop.Token);

    if (options.Name == KubernetesBench.Word)
        benchmarks = [new KubernetesBench(options.Only, options.Deployments)];
    if (options.Name == ServiceSwitchBench.Word)
        benchmarks = [new ServiceSwitchBench(options.Only)];
    if (options.Name == SoakBench.Word)
        benchmarks = [new SoakBench(options.Minutes ?? SoakBench.DefaultMinutes)];
    if (options.Name == RestartBench.Word)
        benchmarks = [new RestartBench(options.Store, options.Rollouts)];
    var chosen = benchmarks.Where(benchmark => options.Name is All || benchmark.Name == options.Name).ToList();
    if (chosen.Count == 0)
        throw new BenchFailedException($"no benchmark '{options.Name}'; there are: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}, chaos, {JudgeBench.Word}, {KubernetesBench.Word}, {RestartBench.Word}, {ServiceSwitchBench.Word}, {SoakBench.Word}, {All}");
    foreach (var benchmark in chosen)
    {
        var conditions = Conditions.Now();
        var result = await benchmark.RunAsync(context, stop.Token) with { Conditions = conditions.Ended() };
        Console.WriteLine(await ResultWriter.WriteAsync(result, Path.Combine(options.Root, "bench/results"), context.Console, stop.Token));
    }

    return 0;
}
catch (BenchFailedException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

// A file or a pipe gets plain lines, as long as they are.
static IAnsiConsole Screen()
{
    const int unboundedWidth = 200;
    if (!Console.IsOutputRedirected)
        return AnsiConsole.Console;
    var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
    plain.Profile.Width = unboundedWidth;
    return plain;
}
