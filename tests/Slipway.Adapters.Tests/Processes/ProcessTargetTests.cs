using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Processes;
using Slipway.Testing.Contracts;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

public sealed class ProcessTargetTests : TargetContract, IAsyncDisposable
{
    private readonly ProcessBench _bench = new();
    private int _orders;

    protected override ITarget Target => _bench.Target;

    protected override CheckSpec GoodCheck { get; } = new() { Name = "health", Probe = new ProbeSpec { Http = "/health" } };

    protected override CheckSpec BadCheck { get; } = new() { Name = "false", Probe = new ProbeSpec { Command = ["/bin/sh", "-c", "echo no good; exit 3"] } };

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    protected override Workload Working(Slot slot, string version, int replicas) =>
        _bench.Workload(ProcessBench.Serving, replicas, slot, version);

    protected override Workload Impossible() =>
        Working(Slot.Green, "9.9.9", 1) with { Artifact = Path.Combine(_bench.Folder, "nowhere") };

    [Fact]
    public async Task An_instance_is_ready_only_when_its_probe_says_so()
    {
        _bench.Mark("unready");
        var workload = await Apply(ProcessBench.Serving);
        var status = await Until(workload, s => s.Instances is [{ Detail: "GET /ready: 503" }]);
        status.Instances[0].State.ShouldBe(InstanceState.Starting);
        _bench.Target.Ready(ProcessBench.Environment, Slot.Blue).ShouldBeEmpty();

        _bench.Mark("unready", present: false);
        status = await Until(workload, s => s.Ready == 1);
        _bench.Target.Ready(ProcessBench.Environment, Slot.Blue).ShouldBe([status.Instances[0].Address!]);

        _bench.Mark("unready");
        await Until(workload, s => s.Instances is [{ State: InstanceState.Unready }]);
        _bench.Target.Ready(ProcessBench.Environment, Slot.Blue).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_port_that_takes_connections_can_be_the_sign_of_readiness()
    {
        var workload = await Apply(ProcessBench.Serving with { Ready = new ProbeSpec { Tcp = true, Every = TimeSpan.FromMilliseconds(50) } });
        await Until(workload, s => s.Ready == 1);
    }

    [Fact]
    public async Task Placeholders_and_variables_reach_the_process()
    {
        Directory.CreateDirectory(Path.Combine(_bench.Folder, "work 1.0.0"));
        var workload = await Apply(ProcessBench.Shell("") with
        {
            Command = ["/bin/sh", "-c", "pwd; echo \"$0|$PORT|$MINE|$SLIPWAY_APP|$SLIPWAY_ENVIRONMENT|$SLIPWAY_VERSION\"; exec sleep 1000", "{artifact} ☃|{port}|{version}"],
            WorkingDirectory = "{artifact}/../work {version}",
            Environment = new Dictionary<string, string> { ["MINE"] = "on {port}" },
        });
        await Until(workload, s => s.Ready == 1);
        var lines = await UntilLogged(workload, 2);
        var port = _bench.Record().Instances[0].Port;
        lines[0].ShouldBe(Path.Combine(_bench.Folder, "work 1.0.0"));
        lines[1].ShouldBe($"{_bench.Artifact} ☃|{port}|1.0.0|{port}|on {port}|storefront|production|1.0.0");
    }

    [Fact]
    public async Task A_process_gets_no_input_no_open_files_and_a_session_of_its_own()
    {
        // Left open over an exec, as a careless parent of the server does.
        var careless = LibC.Open("/proc/self/status", LibC.OpenReadOnly);
        var workload = await Apply(ProcessBench.Shell("exec sleep 1000"));
        await Until(workload, s => s.Ready == 1);
        _ = LibC.Close(careless);

        var pid = _bench.Process().Pid;
        Directory.GetFiles($"/proc/{pid}/fd").Select(Path.GetFileName).Order().ShouldBe(["0", "1", "2"]);
        new FileInfo($"/proc/{pid}/fd/0").LinkTarget.ShouldBe("/dev/null");
        var stat = await File.ReadAllTextAsync($"/proc/{pid}/stat", Cancel);
        stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2..4].ShouldBe([$"{pid}", $"{pid}"]);
        var ignored = (await File.ReadAllLinesAsync($"/proc/{pid}/status", Cancel)).Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        // The C library keeps two signals above the 31 ordinary ones for itself.
        (Convert.ToUInt64(ignored.Split('\t')[1], 16) & 0x7fff_ffff).ShouldBe(0UL);
    }

    [Fact]
    public async Task An_instance_whose_port_is_taken_by_another_gets_a_new_one()
    {
        var workload = await Apply(ProcessBench.Shell(
            "test -e taken || { touch taken; echo $PORT; echo 'address in use' >&2; exit 1; }; echo $PORT; exec sleep 1000"));
        await Until(workload, s => s.Ready == 1 && s.Instances[0].Restarts == 1);
        var lines = await UntilLogged(workload, 3);
        lines[2].ShouldNotBe(lines[0]);
    }

    [Fact]
    public async Task A_leaving_instance_is_out_of_the_routers_before_it_is_asked_to_end()
    {
        var workload = (await Apply(ProcessBench.Serving)) with { Replicas = 0, Drain = TimeSpan.FromMinutes(10) };
        await Until(workload, s => s.Ready == 1);
        var process = _bench.Process();
        var seen = new List<(int Ready, bool Runs)>();
        _bench.Target.Changed += environment =>
            seen.Add((_bench.Target.Ready(environment, Slot.Blue).Count, ProcessBench.Runs(process)));

        await Target.ApplyAsync(workload, new EffectOrder("gone", 1), Cancel);
        seen.ShouldBe([(0, true)]);
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Instances.ShouldHaveSingleItem().State.ShouldBe(InstanceState.Draining);
        ProcessBench.Runs(process).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_ignores_the_request_to_end_is_killed()
    {
        _bench.Mark("deaf");
        var workload = await Apply(ProcessBench.Serving with { StopWithin = TimeSpan.FromMilliseconds(500) });
        await Until(workload, s => s.Ready == 1);
        var process = _bench.Process();
        await Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("gone", 1), Cancel);
        await Until(workload, s => s.Version is null);
        ProcessBench.Runs(process).ShouldBeFalse();
        (await Logged(workload)).ShouldBe(["listening", "asked to end"]);
    }

    [Fact]
    public async Task A_server_behind_a_launcher_that_ends_at_once_may_finish()
    {
        var workload = await Apply(ProcessBench.Shell(
            "sh -c 'trap \"sleep 0.5; echo finished; exit\" TERM; echo ready; while :; do sleep 0.05; done' & wait"));
        await UntilLogged(workload, 1);
        await Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("gone", 1), Cancel);
        await Until(workload, s => s.Version is null);
        (await Logged(workload)).ShouldContain("finished");
    }

    [Fact]
    public async Task What_an_instance_started_ends_with_it()
    {
        var workload = await Apply(ProcessBench.Shell("setsid sleep 1000 & sleep 1000 & exec sleep 1000") with
        {
            StopWithin = TimeSpan.FromMilliseconds(500),
        });
        await Until(workload, s => s.Ready == 1);
        var token = _bench.Record().Instances[0].Token;
        await Until(() => ProcessFiles.CarriersOf(LaunchPlan.TokenVariable, token).Count == 3, () => "its processes");
        await Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("gone", 1), Cancel);
        await Until(workload, s => s.Version is null);
        await Until(() => ProcessFiles.CarriersOf(LaunchPlan.TokenVariable, token).Count == 0, () => "its processes");
    }

    [Fact]
    public async Task Another_version_waits_until_the_slot_is_free()
    {
        await Apply(ProcessBench.Serving);
        var error = await Should.ThrowAsync<PortUnavailableException>(
            () => Target.ApplyAsync(Working(Slot.Blue, "2.0.0", 1), new EffectOrder("early", 1), Cancel));
        error.Message.ShouldContain("version 1.0.0");
    }

    [Fact]
    public async Task A_missing_program_fails_at_once_and_is_found_beforehand()
    {
        var workload = _bench.Workload(ProcessBench.Serving with { Command = ["./no-such-program"] });
        var problems = await Target.CheckAsync(workload, Cancel);
        problems.ShouldHaveSingleItem().ShouldContain("no-such-program does not exist");

        await Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel);
        var status = await Until(workload, s => s.Failure != null);
        status.Failure!.ShouldContain("no-such-program does not exist");
        status.Instances[0].Restarts.ShouldBe(0);
    }

    [Theory]
    [InlineData("no-such-program", "is not on the PATH")]
    [InlineData("service.py", "write './service.py'")]
    [InlineData("./service.py", "chmod +x")]
    public async Task A_program_that_cannot_be_run_is_explained(string program, string remedy)
    {
        var problems = await Target.CheckAsync(_bench.Workload(ProcessBench.Serving with { Command = [program] }), Cancel);
        problems.ShouldHaveSingleItem().ShouldContain(remedy);
    }

    [Fact]
    public async Task A_missing_working_directory_is_explained()
    {
        var problems = await Target.CheckAsync(_bench.Workload(ProcessBench.Serving with { WorkingDirectory = "{artifact}/nowhere" }), Cancel);
        problems.ShouldHaveSingleItem().ShouldContain($"{_bench.Artifact}/nowhere does not exist");
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_started()
    {
        Directory.CreateDirectory(_bench.Data);
        await File.WriteAllTextAsync(Path.Combine(_bench.Data, "workloads"), "in the way", Cancel);
        var workload = Working(Slot.Blue, "1.0.0", 1);
        var error = await Should.ThrowAsync<PortUnavailableException>(
            () => Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel));
        error.Message.ShouldContain("could not be written");
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Version.ShouldBeNull();
    }

    [Fact]
    public async Task Values_of_variables_are_for_their_owner_alone()
    {
        await Apply(ProcessBench.Serving with { Environment = new Dictionary<string, string> { ["PASSWORD"] = "secret" } });
        File.GetUnixFileMode(_bench.RecordPath()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Logs_are_rotated_while_the_process_writes_on()
    {
        var workload = await Apply(ProcessBench.Shell("i=0; while :; do i=$((i+1)); echo line $i; sleep 0.01; done") with
        {
            Logs = new LogSpec { MaxSize = 500, Keep = 2 },
        });
        var log = Path.Combine(_bench.Data, "logs", "storefront", "production", "blue-1.0.0-1.log");
        await Until(() => File.Exists(log + ".2"), () => "no second rotation");
        File.Exists(log + ".3").ShouldBeFalse();
        await Until(() => new FileInfo(log).Length is > 0 and < 100_000, () => "an empty log");
        (await Logged(workload))[^1].ShouldStartWith("line ");
    }

    [Fact]
    public async Task Logs_stay_after_the_workload_has_gone()
    {
        var workload = await Apply(ProcessBench.Serving);
        await Until(workload, s => s.Ready == 1);
        await Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("gone", 1), Cancel);
        await Until(workload, s => s.Version is null);
        (await Logged(workload)).ShouldBe(["listening"]);
    }

    private async Task<Workload> Apply(ProcessesSpec spec, int replicas = 1)
    {
        var workload = _bench.Workload(spec, replicas);
        await Target.ApplyAsync(workload, new EffectOrder($"order-{++_orders}", 1), Cancel);
        return workload;
    }

    private async Task<IReadOnlyList<string>> Logged(Workload workload) =>
        [.. (await Target.ReadLogsAsync(workload.Environment, workload.Slot, 100, Cancel)).Select(line => line.Text)];

    private async Task<IReadOnlyList<string>> UntilLogged(Workload workload, int lines)
    {
        await Until(() => Logged(workload).GetAwaiter().GetResult().Count >= lines, () => "too few lines");
        return await Logged(workload);
    }
}
