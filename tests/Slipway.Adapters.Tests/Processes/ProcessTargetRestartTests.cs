using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Processes;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

/// <summary>The server ends and comes back while the processes run on.</summary>
public sealed class ProcessTargetRestartTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ProcessBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Processes_outlive_the_server_and_are_found_again()
    {
        await Up(ProcessBench.Serving, replicas: 2);
        var before = _bench.Record().Instances;
        var addresses = _bench.Target.Ready(ProcessBench.Environment, Slot.Blue);
        await _bench.StopServer();
        before.ShouldAllBe(i => ProcessBench.Runs(i.Process!));

        // At once, before any probe was answered: a restart of the server takes nobody from the routers.
        var told = new List<IReadOnlyList<string>>();
        await _bench.StartServer(Cancel, environment => told.Add(_bench.Target.Ready(environment, Slot.Blue)));
        told[0].ShouldBe(addresses);
        await Until(s => s.Ready == 2);
        _bench.Record().Instances.Select(i => i.Process).ShouldBe(before.Select(i => i.Process));
    }

    [Fact]
    public async Task What_died_meanwhile_is_started_again()
    {
        await Up(ProcessBench.Serving);
        var process = _bench.Process();
        await _bench.StopServer();
        _bench.Kill(process);
        await _bench.StartServer(Cancel);
        await Until(s => s.Ready == 1 && s.Instances[0].Restarts == 1);
        _bench.Process().ShouldNotBe(process);
    }

    [Fact]
    public async Task A_process_whose_start_was_not_recorded_any_more_is_found_by_its_token()
    {
        await Up(ProcessBench.Serving);
        await _bench.StopServer();
        var started = _bench.Record().Instances[0];
        Rewrite(i => i with { Phase = InstancePhase.Starting, Process = null, Ready = false, WasReady = false });

        await _bench.StartServer(Cancel);
        await Until(s => s.Ready == 1);
        _bench.Process().ShouldBe(started.Process);
        ProcessFiles.CarriersOf(LaunchPlan.TokenVariable, started.Token).ShouldBe([started.Process!.Pid]);
        _bench.Record().Instances[0].Starts.ShouldBe(1);
    }

    [Fact]
    public async Task A_start_that_was_intended_but_did_not_happen_is_made_up_for()
    {
        await Up(ProcessBench.Serving);
        await _bench.StopServer();
        _bench.Kill(_bench.Process());
        Rewrite(i => i with { Phase = InstancePhase.Starting, Process = null, Ready = false, WasReady = false });
        await _bench.StartServer(Cancel);
        await Until(s => s.Ready == 1 && s.Instances[0].Restarts == 0);
    }

    [Fact]
    public async Task What_an_unrecorded_process_left_behind_is_not_taken_for_it()
    {
        await Up(ProcessBench.Shell("sleep 1000 & exec sleep 1000"));
        await _bench.StopServer();
        var instance = _bench.Record().Instances[0];
        // The leader alone, not its group.
        System.Diagnostics.Process.GetProcessById(instance.Process!.Pid).Kill();
        Rewrite(i => i with { Phase = InstancePhase.Starting, Process = null, Ready = false, WasReady = false });
        await _bench.StartServer(Cancel);
        await Until(s => s.Ready == 1);
        var leader = _bench.Process().Pid;
        ProcessFiles.LeadsSession(leader).ShouldBeTrue();
        leader.ShouldNotBe(instance.Process.Pid);
    }

    [Fact]
    public async Task A_process_number_that_now_belongs_to_another_is_left_alone()
    {
        await Up(ProcessBench.Serving);
        await _bench.StopServer();
        _bench.Kill(_bench.Process());
        var self = Environment.ProcessId;
        Rewrite(i => i with { Process = i.Process! with { Pid = self }, Phase = InstancePhase.Stopping, Leaving = false, Due = DateTimeOffset.UnixEpoch });
        await _bench.StartServer(Cancel);
        await Until(s => s.Ready == 1);
        _bench.Process().Pid.ShouldNotBe(self);
    }

    [Fact]
    public async Task After_a_restart_of_the_machine_all_are_started_and_no_crash_is_counted()
    {
        await Up(ProcessBench.Serving);
        await _bench.StopServer();
        _bench.Kill(_bench.Process());
        Rewrite(i => i with { Process = i.Process! with { BootId = "an earlier one" } });
        await _bench.StartServer(Cancel);
        await Until(s => s.Ready == 1);
        _bench.Record().Instances[0].Ends.ShouldBeEmpty();
    }

    [Fact]
    public async Task Draining_goes_on_after_a_restart()
    {
        var workload = await Up(ProcessBench.Serving);
        var process = _bench.Process();
        await _bench.Target.ApplyAsync(workload with { Replicas = 0, Drain = TimeSpan.FromMinutes(10) }, new EffectOrder("gone", 1), Cancel);
        await _bench.StopServer();
        ProcessBench.Runs(process).ShouldBeTrue();
        Rewrite(i => i with { Due = DateTimeOffset.UnixEpoch });
        await _bench.StartServer(Cancel);
        await Until(s => s.Version is null);
        ProcessBench.Runs(process).ShouldBeFalse();
        _bench.Record().Workload.ShouldBeNull();
    }

    [Fact]
    public async Task A_fence_and_the_effects_that_are_done_are_remembered()
    {
        var workload = await Up(ProcessBench.Serving, fence: 5);
        await _bench.StopServer();
        await _bench.StartServer(Cancel);
        await Should.ThrowAsync<StaleFenceException>(() => _bench.Target.ApplyAsync(workload, new EffectOrder("late", 4), Cancel));
        await _bench.Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("up", 5), Cancel);
        (await _bench.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Wanted.ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_record_is_named_and_nothing_is_started_over_it()
    {
        await Up(ProcessBench.Serving);
        await _bench.StopServer();
        var whole = await File.ReadAllTextAsync(_bench.RecordPath(), Cancel);
        await File.WriteAllTextAsync(_bench.RecordPath(), whole[..(whole.Length / 2)], Cancel);
        var error = await Should.ThrowAsync<InvalidDataException>(() => _bench.StartServer(Cancel));
        await File.WriteAllTextAsync(_bench.RecordPath(), whole, Cancel);
        error.Message.ShouldContain(_bench.RecordPath());
    }

    private async Task<Workload> Up(ProcessesSpec spec, int replicas = 1, long fence = 1)
    {
        var workload = _bench.Workload(spec, replicas);
        await _bench.Target.ApplyAsync(workload, new EffectOrder("up", fence), Cancel);
        await Until(s => s.Ready == replicas);
        return workload;
    }

    private void Rewrite(Func<InstanceRecord, InstanceRecord> change)
    {
        var record = _bench.Record();
        DurableFile.Write(
            _bench.RecordPath(), record with { Instances = [.. record.Instances.Select(change)] }, ProcessesJson.Default.SlotRecord);
    }

    private async Task Until(Func<WorkloadStatus, bool> fits)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!fits(await _bench.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)))
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        }
    }
}
