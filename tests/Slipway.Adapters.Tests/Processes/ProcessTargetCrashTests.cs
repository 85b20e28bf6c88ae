using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

/// <summary>Processes that end by themselves, are killed, or no longer answer.</summary>
public sealed class ProcessTargetCrashTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ProcessBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_crash_loop_is_a_failure_with_the_last_lines_of_the_log()
    {
        await Apply(LastingLoop("echo cannot open the till; exit 3"));
        var status = await Until(s => s.Failure != null);
        status.Failure!.ShouldContain("ended 3 times within 300 s, last: exit code 3");
        status.Failure!.ShouldContain("cannot open the till");
        status.Instances[0].State.ShouldBe(InstanceState.Crashed);
        status.Instances[0].Restarts.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_workload_is_tried_again_when_it_is_applied_again()
    {
        var workload = await Apply(LastingLoop("test -e mended && exec sleep 1000; exit 3"));
        await Until(s => s.Failure != null);
        _bench.Mark("mended");
        await _bench.Target.ApplyAsync(workload, new EffectOrder("again", 1), Cancel);
        (await Until(s => s.Ready == 1)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_crash_loop_is_a_failure_for_as_long_as_it_lasts_and_ends_by_itself()
    {
        var loop = ProcessBench.Shell("test -e mended && exec sleep 1000; exit 3");
        await Apply(loop with { Restart = loop.Restart with { Within = TimeSpan.FromSeconds(2) } });
        await Until(s => s.Failure != null && s.Instances[0].Restarts > 5);
        _bench.Mark("mended");
        await Until(s => s is { Ready: 1, Failure: null });
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_looked_for_again()
    {
        await Apply(ProcessBench.Serving with { Command = ["./late-program"], Ready = null });
        await Until(s => s.Failure != null);
        var program = Path.Combine(_bench.Artifact, "late-program");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nexec sleep 1000\n", Cancel);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Until(s => s is { Ready: 1, Failure: null });
    }

    [Fact]
    public async Task An_end_by_a_signal_is_told_as_such()
    {
        await Apply(ProcessBench.Shell("kill -SEGV $$"));
        (await Until(s => s.Failure != null)).Failure!.ShouldContain("ended by signal 11 (SIGSEGV)");
    }

    [Fact]
    public async Task A_killed_instance_is_started_again_under_its_name()
    {
        await Apply(ProcessBench.Serving);
        var before = await Until(s => s.Ready == 1);
        var process = _bench.Process();
        _bench.Kill(process);
        var after = await Until(s => s.Ready == 1 && s.Instances[0].Restarts == 1);
        after.Instances[0].Id.ShouldBe(before.Instances[0].Id);
        _bench.Process().ShouldNotBe(process);
    }

    [Fact]
    public async Task An_instance_that_fails_its_liveness_probe_is_replaced()
    {
        var live = new ProbeSpec { Http = "/health", Every = TimeSpan.FromMilliseconds(50), Failures = 2 };
        await Apply(ProcessBench.Serving with { Live = live });
        await Until(s => s.Ready == 1);
        var process = _bench.Process();
        _bench.Mark("sick");
        await Until(s => !ProcessBench.Runs(process));
        _bench.Mark("sick", present: false);
        var status = await Until(s => s.Ready == 1 || s.Failure != null);
        _bench.Record().Instances[0].LastEnd.ShouldContain("failed its liveness probe (GET /health: 503)");
        status.Instances[0].Restarts.ShouldBeGreaterThan(0);
    }

    /// <summary>A line of shell whose crash loop is waited out for longer than a test lasts.</summary>
    private static ProcessesSpec LastingLoop(string line) =>
        ProcessBench.Shell(line) with { Restart = ProcessBench.Serving.Restart with { MaxBackoff = TimeSpan.FromMinutes(10) } };

    private async Task<Workload> Apply(ProcessesSpec spec)
    {
        var workload = _bench.Workload(spec, 1);
        await _bench.Target.ApplyAsync(workload, new EffectOrder("first", 1), Cancel);
        return workload;
    }

    /// <summary>The first status that fits.</summary>
    private async Task<WorkloadStatus> Until(Func<WorkloadStatus, bool> fits)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var status = await _bench.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel);
            if (fits(status))
                return status;
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, status.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        }
    }
}
